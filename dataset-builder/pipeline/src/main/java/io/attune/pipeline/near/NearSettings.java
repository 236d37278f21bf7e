package io.attune.pipeline.near;

import java.nio.file.Path;

import io.attune.kernel.Problem;
import io.attune.kernel.Problems;

/**
 * How to look for near-duplicates.
 *
 * @param similarity the least Jaccard similarity of a pair, from 0.5 to 1
 * @param threads how many work at once; the result does not depend on it
 * @param folder where temporary files go; they are gone afterwards
 * @param heapBytes how much of the heap may be used
 * @param diskBytes how much of the disk may be used, as far as it is free
 */
public record NearSettings(double similarity, int threads, Path folder, long heapBytes, long diskBytes) {
    /** The similarity from which two texts count as the same. */
    public static final double SIMILARITY = 0.8;
    /** Below it the bands would make nearly everything a candidate. */
    public static final double SIMILARITY_MIN = 0.5;

    /** @throws io.attune.kernel.InvalidInputException with everything wrong about them */
    public NearSettings {
        Problems problems = new Problems();
        if (!(similarity >= SIMILARITY_MIN && similarity <= 1)) {
            problems.add(new Problem("/similarity", "the similarity is " + similarity, "Write a number from "
                    + SIMILARITY_MIN + " to 1, such as " + SIMILARITY + "."));
        }
        if (threads < 1) {
            problems.add(new Problem("/threads", "the number of threads is " + threads, "Write at least 1."));
        }
        problems.throwIfAny("The search for near-duplicates");
    }

    /** One thread, the system's folder for temporary files, all of heap and disk that is free. */
    public static NearSettings of(double similarity) {
        Runtime runtime = Runtime.getRuntime();
        return new NearSettings(similarity, 1, Path.of(System.getProperty("java.io.tmpdir")),
                runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory(), Long.MAX_VALUE);
    }

    public NearSettings withThreads(int other) {
        return new NearSettings(similarity, other, folder, heapBytes, diskBytes);
    }

    public NearSettings withFolder(Path other) {
        return new NearSettings(similarity, threads, other, heapBytes, diskBytes);
    }

    public NearSettings withHeapBytes(long other) {
        return new NearSettings(similarity, threads, folder, other, diskBytes);
    }

    public NearSettings withDiskBytes(long other) {
        return new NearSettings(similarity, threads, folder, heapBytes, other);
    }
}
