package io.attune.dataset.job;

import io.attune.kernel.Digest;
import io.attune.pipeline.source.LineRange;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a source that one thread reads.
 *
 * @param source the source's place in the plan, from 0
 * @param file its place among the plan's files, from 0; -1 for properties
 * @param from the first byte of the lines, or the first property
 * @param firstLine the number of the first line; 0 for properties
 * @param count how many lines or properties
 * @param bytes how many bytes the lines take; 0 for properties
 * @param sha256 of those bytes in hexadecimal, held against what is read; null for properties
 */
record Part(int source, int file, long from, long firstLine, long count, long bytes, @Nullable String sha256) {

    static Part of(int source, int file, LineRange range) {
        return new Part(source, file, range.firstByte(), range.firstLine(), range.lines(), range.bytes(),
                range.digest() == null ? null : range.digest().hex());
    }

    LineRange lines() {
        return new LineRange(from, firstLine, count, bytes, sha256 == null ? null : new Digest(sha256));
    }
}
