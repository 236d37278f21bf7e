package io.attune.registry;

import java.util.List;
import java.util.Optional;

import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.platform.Caller;

/** Decisions to point an alias at a version, each with its evidence and the person or policy behind it. */
public interface Promotions {

    /**
     * Asks for a promotion, which takes at least what the project's {@link PromotionPolicy} asks. Where a gate failed it is refused; where the policy wants no approval and every gate passed, it
     * is done at once; else it waits. Version, alias and evidence (the run and its gates) are the key of a repetition, and a promotion of that
     * version and alias that still waits is returned for any evidence.
     *
     * @throws PlatformException not-found, when there is no such version; quarantined, when it or what it was made from is
     */
    PromotionOutcome request(PromotionRequest request);

    /**
     * Approves, which needs the permission of an approver. The one who asked may not; one person counts once. The last
     * approval the policy wants moves the alias.
     *
     * @throws PlatformException not-found; permission-denied; conflict, when it is already decided otherwise; quarantined, when
     *         the version or what it was made from is by now
     */
    PromotionOutcome approve(Caller approver, PromotionId promotion, String comment);

    /**
     * Rejects for good, which needs the permission of an approver.
     *
     * @throws PlatformException not-found; permission-denied; conflict, when it is already decided otherwise
     */
    PromotionOutcome reject(Caller approver, PromotionId promotion, String comment);

    Optional<Promotion> find(ProjectId project, PromotionId promotion);

    /** A project's promotions, newest first. */
    List<Promotion> list(ProjectId project);

    /** A version's promotions, newest first. */
    List<Promotion> list(ProjectId project, VersionRef version);

    /** Those that wait for a person, oldest first. */
    List<Promotion> waiting(ProjectId project);
}
