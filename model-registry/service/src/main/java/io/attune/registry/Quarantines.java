package io.attune.registry;

import java.util.List;
import java.util.Optional;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.platform.Caller;

/**
 * Model versions, dataset versions and sources that must not be trained on, promoted or served.
 *
 * <p>A quarantine reaches what was made from the thing: a dataset version of a quarantined source is not trained on, and a
 * model version that learned from a quarantined dataset version gets no alias. What is already served goes on until the model
 * version itself is quarantined; {@link Lineage#downstream} says what to look at. The successor of a dataset version whose
 * data was withdrawn is not reached by the quarantine of the version before it.
 */
public interface Quarantines {
    /** Refuses the use of what is quarantined. */
    ErrorCode QUARANTINED = new ErrorCode("quarantined", ErrorKind.FORBIDDEN);

    /**
     * Quarantines from now on, which needs the permission of an approver. Placed where one stands, that one is returned.
     *
     * @throws PlatformException permission-denied; not-found, when there is no such thing; invalid-input, for a blank reason or
     *         a kind of thing that is not quarantined itself
     */
    Quarantine place(Caller approver, LineageNode node, String reason);

    /**
     * Ends a quarantine, which needs the permission of an approver. Repeated, nothing happens.
     *
     * @throws PlatformException permission-denied; invalid-input, for a blank reason; not-found, when none was ever placed
     */
    Quarantine lift(Caller approver, LineageNode node, String reason);

    /** The one that stands on the thing itself. */
    Optional<Quarantine> standing(ProjectId project, LineageNode node);

    /** Those that stand, newest first. */
    List<Quarantine> standing(ProjectId project);

    /** All there were, newest first. */
    List<Quarantine> history(ProjectId project);

    /** All there were of one thing, newest first. */
    List<Quarantine> history(ProjectId project, LineageNode node);

    /** Those that stand on a thing or on what it was made from, its own first. */
    List<Quarantine> reaching(ProjectId project, LineageNode node);

    /** Why a thing must not be used now, of code {@link #QUARANTINED}; empty when it may. */
    Optional<PlatformException> refusal(ProjectId project, LineageNode node);

    /**
     * Lets only that pass which may be used now.
     *
     * @throws PlatformException quarantined
     */
    void require(ProjectId project, LineageNode node);
}
