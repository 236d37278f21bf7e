package io.attune.registry;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import org.jspecify.annotations.Nullable;

/** Names such as {@code champion} for one version of a model, with every move kept. */
public interface Aliases {

    /**
     * Points an alias at a version and publishes {@link AliasMoved}. Where it already points there, nothing happens.
     *
     * @return the move that brought it there
     * @throws PlatformException not-found, when there is no such version; precondition, when {@code expected} is given and
     *         the alias points elsewhere; quarantined, when the version or what it was made from is
     */
    AliasMove move(AliasChange change);

    /**
     * Points an alias back at the version it had before {@code from} that is neither deleted nor quarantined. Repeated,
     * when it already left {@code from} that way, nothing happens.
     *
     * @param from the version the alias is to leave
     * @return the move that left it
     * @throws PlatformException not-found, when there is no such alias; conflict, when it does not point at {@code from} or
     *         nothing was before
     */
    AliasMove back(ProjectId project, VersionRef from, String alias, String actor, String reason);

    /**
     * Takes an alias away; its history stays. One that points at nothing is away already.
     *
     * @throws PlatformException not-found, when there is no such model
     */
    void remove(ProjectId project, String model, String alias, String actor, String reason);

    /** Where an alias points now. */
    Optional<AliasMove> find(ProjectId project, String model, String alias);

    /** Where an alias pointed at a moment: who was champion that day. */
    Optional<AliasMove> at(ProjectId project, String model, String alias, Instant moment);

    /** Where each alias of a model points now, by alias. */
    List<AliasMove> list(ProjectId project, String model);

    /** Where the aliases of several models point now: by model, the number of each alias. Models without aliases are left out. */
    Map<String, Map<String, Integer>> pointing(ProjectId project, Collection<String> models);

    /** Every move of an alias, newest first; the one that took it away points at 0. */
    List<AliasMove> history(ProjectId project, String model, String alias);

    /** Every move of every alias of a model, by alias, oldest first. */
    List<AliasMove> histories(ProjectId project, String model);

    /**
     * A wish to move an alias.
     *
     * @param to where to
     * @param actor a caller's name or {@code system}
     * @param reason in words
     * @param evidence what stands behind it, such as a promotion's identifier, or null
     * @param expected where the alias must point now for the move to happen, 0 for nowhere, null for anywhere
     */
    record AliasChange(ProjectId project, VersionRef to, String alias, String actor, String reason,
            @Nullable String evidence, @Nullable Integer expected) {
        public AliasChange {
            Names.alias(alias);
        }
    }
}
