package io.attune.bench;

/** Measures that belong together. */
public interface Suite {

    /** As the command line has it. */
    String name();

    /** What is measured, in one line. */
    String about();

    /**
     * Takes all readings.
     *
     * @throws Exception when a reading cannot be taken; what was read before is reported all the same
     */
    void run(Bench bench) throws Exception;
}
