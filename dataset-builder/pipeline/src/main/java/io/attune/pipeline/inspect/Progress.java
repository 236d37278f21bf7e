package io.attune.pipeline.inspect;

/** Hears how far an inspection has come. */
@FunctionalInterface
public interface Progress {
    /** Hears nothing. */
    Progress NONE = (phase, done, total) -> {
    };

    /** What is being done. */
    enum Phase {
        /** In bytes as they are kept. */
        READING,
        /** In records. */
        LOOKING,
        /** In records; done or not. */
        COMPARING
    }

    /** @param total of the same unit */
    void at(Phase phase, long done, long total);
}
