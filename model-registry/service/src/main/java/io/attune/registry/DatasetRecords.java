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

    /** A dataset's newest version. */
    Optional<DatasetVersion> latest(ProjectId project, String name);

    /** A dataset's versions, newest first; no such dataset has none. */
    List<DatasetVersion> versions(ProjectId project, String name);

    /** The newest version of every dataset, by name. */
    List<DatasetVersion> list(ProjectId project);

    /**
     * A version that stands in the registry.
     *
     * @param unchanged whether it stood there before
     */
    record Recorded(DatasetVersion version, boolean unchanged) {}
}
