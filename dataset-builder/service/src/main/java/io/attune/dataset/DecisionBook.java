package io.attune.dataset;

import java.util.List;

import io.attune.kernel.ProjectId;
import io.attune.pipeline.decide.Decision;

/**
 * What people decided about the records of datasets: an input of every later curation of that dataset. Entries are only
 * added; the last about a record holds. Thread-safe.
 */
public interface DecisionBook {

    /** Adds an entry; its author and time are the decision's. */
    Entry add(ProjectId project, String dataset, Decision decision);

    /**
     * The entries of a dataset, oldest first.
     *
     * @param after the number of an entry, or 0
     * @param limit from 1
     */
    List<Entry> entries(ProjectId project, String dataset, long after, int limit);

    /** Every decision about a dataset's records in the order they were made. */
    List<Decision> all(ProjectId project, String dataset);

    /**
     * A decision as it stands in the book.
     *
     * @param number ascending, not without gaps
     */
    record Entry(long number, Decision decision) {}
}
