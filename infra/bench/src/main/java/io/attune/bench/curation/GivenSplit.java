package io.attune.bench.curation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.attune.bench.Bench;
import io.attune.bench.Target;
import io.attune.pipeline.CuratedExample;
import io.attune.pipeline.Drop;
import io.attune.pipeline.Split;
import io.attune.pipeline.curate.Curated;
import io.attune.pipeline.curate.Curator;
import io.attune.pipeline.curate.Traced;
import io.attune.pipeline.decide.Decisions;
import io.attune.pipeline.plan.CurationPlan;
import io.attune.pipeline.plan.SourceSpec;
import io.attune.pipeline.source.RecordReader;
import io.attune.pipeline.source.SourceItem;

/**
 * A published dataset that comes already split, a folder with {@code train.csv} and {@code test.csv} whose first two columns
 * are text and label: what of the test stands in the training part, and whether our own split of both does better. Texts
 * are equal when they are after lower-casing and making each run of anything but letters and digits one space.
 */
final class GivenSplit {
    private final Bench bench;
    private final Path folder;

    GivenSplit(Bench bench, Path folder) {
        this.bench = bench;
        this.folder = folder;
    }

    static boolean isAt(Path folder) {
        return Files.isRegularFile(folder.resolve("train.csv")) && Files.isRegularFile(folder.resolve("test.csv"));
    }

    void run() throws IOException {
        Curated curated = curate();
        List<Drop> equal = curated.drops().stream().filter(drop -> drop.step().equals("exact-duplicates")).toList();
        long inTrain = equal.stream().filter(drop -> drop.source().equals("test") && String.valueOf(
                drop.twin()).startsWith("train/")).count();
        long within = equal.stream().filter(drop -> drop.source().equals("train")).count();
        add(": test rows that stand in train", Target.none(), inTrain);
        add(": duplicates within train", Target.none(), within);
        Map<String, EnumSet<Split>> places = new HashMap<>();
        for (CuratedExample example : curated.examples()) {
            places.computeIfAbsent(folded(example.example().prompt()), text -> EnumSet.noneOf(Split.class)).add(
                    example.split());
        }
        add(": in two of the splits that result", Target.atMost(0), places.values().stream().filter(
                splits -> splits.size() > 1).count());
    }

    private void add(String what, Target target, long count) {
        bench.add("equal texts in " + folder.getFileName() + what, "rows", target, (double) count);
    }

    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    }

    private Curated curate() throws IOException {
        CurationPlan plan = CurationPlan.ofMap(Map.of("sources", List.of(source("train"), source("test")), "steps",
                List.of(Map.of("exact-duplicates", Map.of("scope", "prompt", "match", "words"))), "split", Map.of(
                        "validation", "5%", "test", "10%", "seed", 42)));
        Curator curator = new Curator(plan, List.of(), Decisions.NONE, Build.NO_TOKENS);
        List<Traced> traces = new ArrayList<>();
        for (SourceSpec source : plan.sources()) {
            SourceSpec.OfFile file = (SourceSpec.OfFile) source;
            try (RecordReader reader = RecordReader.open(file, Files.newInputStream(folder.resolve(file.path())))) {
                for (SourceItem item = reader.next(); item != null; item = reader.next()) {
                    traces.add(curator.trace(source, item));
                }
            }
        }
        return curator.finish(traces);
    }

    private Map<String, Object> source(String name) throws IOException {
        String header;
        try (var lines = Files.lines(folder.resolve(name + ".csv"))) {
            header = lines.findFirst().orElse("");
        }
        String[] columns = header.split(",");
        return Map.of("name", name, "type", "csv", "path", name + ".csv", "license", "as-published", "personalData",
                "none", "onBadLine", "drop", "columns", Map.of("prompt", columns[0], "answer", columns[columns.length
                        - 1]));
    }
}
