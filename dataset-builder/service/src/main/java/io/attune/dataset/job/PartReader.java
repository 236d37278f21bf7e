package io.attune.dataset.job;

import java.io.IOException;
import java.util.Optional;

import io.attune.pipeline.source.SourceItem;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamException;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Reads one part; after a restart it goes on behind the last chunk that was kept. A part that an earlier build of the
 * dataset read is taken over whole, and has nothing left to read.
 */
class PartReader implements ItemStreamReader<SourceItem> {
    private static final String POSITION = "attune.position";

    private final CurationContext context;
    private final Part part;
    private final int number;
    private final CurationStore store;
    private @Nullable RecordCursor cursor;
    private long position;

    PartReader(CurationContext context, CurationStore store, int part) {
        this.context = context;
        this.store = store;
        this.number = part;
        this.part = context.plan().parts().get(part);
    }

    @Override
    public void open(ExecutionContext state) {
        try {
            position = state.getLong(POSITION, 0);
            if (position == 0 && isTakenOver()) {
                return;
            }
            RecordCursor opened = context.open(part);
            cursor = opened;
            for (long i = 0; i < position; i++) {
                opened.next();
            }
        } catch (IOException e) {
            throw new ItemStreamException("A part of " + context.request().dataset() + " could not be opened", e);
        }
    }

    private boolean isTakenOver() {
        Optional<byte[]> kept = context.cache().find(part);
        kept.ifPresent(traces -> {
            context.workspace().keep(number, traces);
            long records = context.expected(number);
            store.progress(new CurationKey(context.request().project(), context.request().key()), "read", number,
                    records, records);
        });
        return kept.isPresent();
    }

    @Override
    public @Nullable SourceItem read() throws IOException {
        SourceItem item = cursor == null ? null : cursor.next();
        position += item == null ? 0 : 1;
        return item;
    }

    @Override
    public void update(ExecutionContext state) {
        state.putLong(POSITION, position);
    }

    @Override
    public void close() {
        try {
            if (cursor != null) {
                cursor.close();
            }
        } catch (IOException e) {
            throw new ItemStreamException("A part of " + context.request().dataset() + " could not be closed", e);
        }
    }
}
