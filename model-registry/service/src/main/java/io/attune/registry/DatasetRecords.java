package io.attune.registry;

import java.util.List;
import java.util.Optional;

import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;

/** The numbered versions of datasets. The examples themselves are elsewhere; this is the record of them. */
public interface DatasetRecords {

    /**
     * Numbers a dataset version, 1, 2, 3… for each name. The digest is the key of a repetition: the same content has the
     * same number, and the record of the first time stands. Links its inputs to it in the lineage.
     */
    Recorded record(NewDatasetVersion version);

    /** A version by name and number. */
    Optional<DatasetVersion> find(ProjectId project, VersionRef ref);

    /** A version by name and content. */
    Optional<DatasetVersion> find(ProjectId project, String name, Digest digest);

    /**
     * Notes that a version's examples are withdrawn; the first time holds. Links its successor to it in the lineage.
     *
     * @return the version as it stands now
     * @throws io.attune.kernel.PlatformException of code {@code not-found}
     */
    DatasetVersion withdraw(ProjectId project, VersionRef ref, DatasetWithdrawal withdrawal);

    /**
     * A dataset's newest version that is not withdrawn, or its newest when all are. The successor of a withdrawn version
     * counts as old as that one.
     */
    Optional<DatasetVersion> latest(ProjectId project, String name);

    /** A dataset's versions, newest first; no such dataset has none. */
    List<DatasetVersion> versions(ProjectId project, String name);

    /** The newest version of every dataset, as {@link #latest} tells it, by name. */
    List<DatasetVersion> list(ProjectId project);

    /**
     * A version that stands in the registry.
     *
     * @param unchanged whether it stood there before
     */
    record Recorded(DatasetVersion version, boolean unchanged) {}
}
