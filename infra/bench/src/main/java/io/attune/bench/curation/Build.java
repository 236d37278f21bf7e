package io.attune.bench.curation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;

import io.attune.pipeline.Suite;
import io.attune.pipeline.TokenCounter;
import io.attune.pipeline.curate.Curated;
import io.attune.pipeline.curate.Curator;
import io.attune.pipeline.curate.Traced;
import io.attune.pipeline.decide.Decisions;
import io.attune.pipeline.plan.CurationPlan;
import io.attune.pipeline.plan.SourceSpec;
import io.attune.pipeline.source.RecordReader;
import io.attune.pipeline.source.SourceItem;

/** A curation in this process, from the bytes of a file of conversations to the curated examples. */
final class Build {
    static final TokenCounter NO_TOKENS = new TokenCounter() {
        @Override
        public String version() {
            return "none";
        }

        @Override
        public int count(String text) {
            return 0;
        }
    };

    private final CurationPlan plan;
    private final List<Suite> suites;

    /** @param steps as a recipe gives them */
    Build(List<Object> steps, List<Suite> suites) {
        this.plan = CurationPlan.ofMap(Map.of("sources", List.of(Map.of("name", "generated", "type", "jsonl", "path",
                "records.jsonl", "license", "CC0-1.0", "personalData", "none", "onBadLine", "drop")), "steps", steps,
                "split", Map.of("validation", "5%", "test", "10%", "seed", 42)));
        this.suites = suites;
    }

    static byte[] file(Corpus corpus) {
        StringBuilder file = new StringBuilder();
        corpus.records().forEach(item -> file.append(item.line()).append('\n'));
        return file.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Reads and curates on the calling thread. */
    Curated run(byte[] file) throws IOException {
        Curator curator = new Curator(plan, suites, Decisions.NONE, NO_TOKENS);
        return curator.finish(traces(curator, file));
    }

    /** Reads, and takes each record by itself through the steps that need no other. */
    int traceAll(byte[] file) throws IOException {
        return traces(new Curator(plan, suites, Decisions.NONE, NO_TOKENS), file).size();
    }

    private List<Traced> traces(Curator curator, byte[] file) throws IOException {
        List<Traced> traces = new ArrayList<>();
        try (RecordReader reader = RecordReader.open(source(), new ByteArrayInputStream(file))) {
            for (SourceItem item = reader.next(); item != null; item = reader.next()) {
                traces.add(curator.trace(source(), item));
            }
        }
        return traces;
    }

    /** Reads, then curates the records in a shuffled order on so many threads. */
    Curated run(byte[] file, int threads, long shuffle) throws IOException, InterruptedException {
        Curator curator = new Curator(plan, suites, Decisions.NONE, NO_TOKENS);
        List<SourceItem> items = new ArrayList<>();
        try (RecordReader reader = RecordReader.open(source(), new ByteArrayInputStream(file))) {
            for (SourceItem item = reader.next(); item != null; item = reader.next()) {
                items.add(item);
            }
        }
        Collections.shuffle(items, new Random(shuffle));
        try (ForkJoinPool pool = new ForkJoinPool(threads)) {
            return pool.submit(() -> {
                List<Traced> traces = new ArrayList<>(items.parallelStream().map(item -> curator.trace(source(),
                        item)).toList());
                Collections.shuffle(traces, new Random(shuffle + 1));
                return curator.finish(traces);
            }).get();
        } catch (ExecutionException e) {
            throw new UncheckedIOException("The build failed", new IOException(e.getCause()));
        }
    }

    private SourceSpec.OfFile source() {
        return (SourceSpec.OfFile) plan.sources().getFirst();
    }
}
