package io.attune.dataset.job;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;

import io.attune.pipeline.source.PropertyExamples;
import io.attune.pipeline.source.RecordReader;
import io.attune.pipeline.source.SourceItem;
import org.jspecify.annotations.Nullable;

/** The records of one part, in order. Not thread-safe. */
interface RecordCursor extends AutoCloseable {

    /** The next record, or null at the end. */
    @Nullable
    SourceItem next() throws IOException;

    @Override
    void close() throws IOException;

    /** The records of a range of lines. */
    record Lines(RecordReader reader, InputStream content) implements RecordCursor {
        @Override
        public @Nullable SourceItem next() throws IOException {
            return reader.next();
        }

        @Override
        public void close() throws IOException {
            reader.close();
            content.close();
        }
    }

    /** The examples of a range of properties. */
    final class Properties implements RecordCursor {
        private final PropertyExamples examples;
        private final int end;
        private int next;
        private final Deque<SourceItem> ready = new ArrayDeque<>();

        Properties(PropertyExamples examples, Part part) {
            this.examples = examples;
            this.next = Math.toIntExact(part.from());
            this.end = Math.toIntExact(part.from() + part.count());
        }

        @Override
        public @Nullable SourceItem next() {
            while (ready.isEmpty() && next < end) {
                examples.of(next++).forEach(example -> ready.add(new SourceItem.Good(example)));
            }
            return ready.poll();
        }

        @Override
        public void close() {}
    }
}
