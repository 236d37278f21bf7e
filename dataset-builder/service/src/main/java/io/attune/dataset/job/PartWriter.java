package io.attune.dataset.job;

import io.attune.pipeline.curate.Traced;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;

/** Keeps the traces of one part, an object for each chunk, and notes the progress. */
class PartWriter implements ItemStreamWriter<Traced> {
    private static final String CHUNK = "attune.chunk";
    private static final String DONE = "attune.done";

    private final CurationContext context;
    private final CurationStore store;
    private final int part;
    private int chunk;
    private long done;

    PartWriter(CurationContext context, CurationStore store, int part) {
        this.context = context;
        this.store = store;
        this.part = part;
    }

    @Override
    public void open(ExecutionContext state) {
        chunk = state.getInt(CHUNK, 0);
        done = state.getLong(DONE, 0);
    }

    @Override
    public void write(Chunk<? extends Traced> traces) {
        context.workspace().keep(part, chunk, traces.getItems());
        chunk++;
        done += traces.size();
        CurationKey key = new CurationKey(context.request().project(), context.request().key());
        store.progress(key, "read", part, done, Math.max(done, context.expected(part)));
    }

    @Override
    public void update(ExecutionContext state) {
        state.putInt(CHUNK, chunk);
        state.putLong(DONE, done);
    }

    @Override
    public void close() {}
}
