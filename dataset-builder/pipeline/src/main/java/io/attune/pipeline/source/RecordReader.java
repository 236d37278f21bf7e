package io.attune.pipeline.source;

import java.io.IOException;
import java.io.InputStream;

import io.attune.pipeline.plan.SourceSpec;
import org.jspecify.annotations.Nullable;

/**
 * The records of one file of a source, in order, as a stream in constant memory. A record that cannot be read is a
 * {@link SourceItem.Bad}, whatever its bytes are, and reading goes on behind it; only where the file itself is damaged does
 * the damage end it, as its last record ({@link BadReason#losesOthers}). Not thread-safe.
 */
public interface RecordReader extends AutoCloseable {

    /**
     * The next record, or null at the end. Blank lines are no records.
     *
     * @throws IOException when the stream fails
     * @throws SourceChangedException at the end, when the bytes are not those the range states
     */
    @Nullable
    SourceItem next() throws IOException;

    /** The number of the last record's first line, from 1. */
    long line();

    /** Frees what reading holds; the stream is the caller's to close. */
    @Override
    void close() throws IOException;

    /** Reads a whole file that is named as its source's path says. */
    static RecordReader open(SourceSpec.OfFile source, InputStream content) throws IOException {
        return open(source, source.path(), content, LineRange.ALL);
    }

    /**
     * Reads a range of a file.
     *
     * @param place the file's name, which stands before each line's number in keys and problems
     * @param content positioned at the range's first byte, as it is kept, compressed or not
     * @param range one of {@link LineIndex#of}, or {@link LineRange#ALL}
     */
    static RecordReader open(SourceSpec.OfFile source, String place, InputStream content, LineRange range)
            throws IOException {
        return Readers.open(source, place, content, range, SourceLimits.DEFAULT);
    }
}
