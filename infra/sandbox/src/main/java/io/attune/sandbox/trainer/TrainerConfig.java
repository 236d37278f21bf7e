package io.attune.sandbox.trainer;

import java.nio.file.Path;

/**
 * How the trainer works.
 *
 * @param dataFolder where it keeps base models, unpacked native libraries and scratch files; created if absent
 * @param javaExecutable the {@code java} command for the child process
 * @param classPath the child's class path
 * @param threads processor threads used for arithmetic; the weights depend on it in the last digits, so it is part of a
 *        base model's digest
 * @param size how large the base model is and how long it is trained
 */
public record TrainerConfig(Path dataFolder, Path javaExecutable, String classPath, int threads, Size size) {

    /** How large the base model is and how long it is trained. */
    public enum Size {
        /** About a million parameters, trained for about forty seconds on two cores. */
        STANDARD,
        /** A few thousand parameters, trained for a second or two: for tests of whatever surrounds the trainer. */
        TINY
    }

    public TrainerConfig {
        if (threads < 1 || threads > 64) {
            throw new IllegalArgumentException("threads is between 1 and 64, not " + threads);
        }
    }

    /** The running JVM's Java and class path, two threads. */
    public static TrainerConfig of(Path dataFolder, Size size) {
        return new TrainerConfig(dataFolder, Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"), 2, size);
    }
}
