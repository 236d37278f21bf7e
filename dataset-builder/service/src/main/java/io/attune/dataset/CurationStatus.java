package io.attune.dataset;

import java.util.List;

import io.attune.kernel.Problem;

/** How a curation stands. */
public sealed interface CurationStatus {

    /** It is at work, or will be as soon as a worker is free. */
    record Running(List<StepProgress> progress) implements CurationStatus {
        public Running {
            progress = List.copyOf(progress);
        }
    }

    /**
     * It is done.
     *
     * @param unchanged whether the version had been made before by another curation
     */
    record Finished(DatasetVersionRef version, boolean unchanged) implements CurationStatus {}

    /** The inputs do not make a dataset, or the platform gave up after several attempts; at least one problem. */
    record Failed(List<Problem> problems) implements CurationStatus {
        public Failed {
            problems = List.copyOf(problems);
        }
    }

    /**
     * How far one part of the job is.
     *
     * @param step {@code read} or {@code write}
     * @param done of {@code total} records; both 0 before the part has begun
     */
    record StepProgress(String step, long done, long total) {}
}
