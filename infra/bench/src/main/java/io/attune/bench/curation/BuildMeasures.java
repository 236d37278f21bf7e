package io.attune.bench.curation;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import io.attune.bench.Bench;
import io.attune.bench.Target;
import io.attune.pipeline.ExampleJson;
import io.attune.pipeline.Suite;
import io.attune.pipeline.curate.Curated;
import io.attune.pipeline.curate.Leakage;
import io.attune.pipeline.generate.Generator;
import io.attune.pipeline.generate.PlantKind;
import io.attune.pipeline.generate.PlantPlan;
import io.attune.pipeline.generate.Shape;
import io.attune.pipeline.generate.text.Length;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whole builds: speed, determinism, leaks and contradictions against the planted truth. */
final class BuildMeasures {
    private static final int RECORDS = 100_000;
    private static final int LARGE_RECORDS = 1_000_000;
    private static final int TRUTH_RECORDS = 20_000;
    private static final int DETERMINISM_RECORDS = 4_000;
    private static final long SEED = 7;
    private static final List<Object> EVERYTHING = List.of("normalize", "validate", "quality", "redact",
            "exact-duplicates",
            "near-duplicates");
    private static final PlantPlan MIXED = new PlantPlan(Map.of(PlantKind.EXACT_DUPLICATE, 0.03,
            PlantKind.NEAR_DUPLICATE, 0.05, PlantKind.PERSONAL, 0.02, PlantKind.BROKEN, 0.002));

    private final Bench bench;

    BuildMeasures(Bench bench) {
        this.bench = bench;
    }

    void run() throws Exception {
        speed();
        filters();
        if (bench.wants("one digest")) {
            determinism();
        }
        if (bench.wants("leaks")) {
            leaks();
        }
        if (bench.wants("contradictions")) {
            contradictions();
        }
        for (Path folder : bench.settings().files()) {
            if (GivenSplit.isAt(folder) && bench.wants("equal texts")) {
                new GivenSplit(bench, folder).run();
            }
        }
    }

    private void speed() throws Exception {
        String structural = "validation, exact duplicates, split and export";
        String whole = "end to end without counting tokens, 0.5 kB records";
        int records = bench.settings().large() ? LARGE_RECORDS : RECORDS;
        if (!bench.wants(structural) && !bench.wants(whole)) {
            return;
        }
        byte[] file = Build.file(Corpus.conversations(Length.SHORT, records, MIXED));
        Build light = new Build(List.of("validate", "exact-duplicates"), List.of());
        bench.measure(structural, "MB/s", Target.atLeast(100), () -> file.length / 1e6 / Bench.cpuSeconds(() -> export(
                light.run(file))));
        Build all = new Build(EVERYTHING, List.of());
        bench.measure(whole, "CPU s per million records", Target.atMost(40, 20), () -> 1e6 / records
                * Bench.cpuSeconds(() -> export(all.run(file))));
    }

    private static void export(Curated curated) {
        long characters = curated.examples().stream().mapToLong(e -> ExampleJson.chatLine(e.example()).length()).sum();
        if (characters == 0) {
            throw new IllegalStateException("Nothing was exported");
        }
    }

    private void filters() throws Exception {
        String name = "web presets (Gopher, C4, FineWeb) and redaction";
        if (!bench.wants(name)) {
            return;
        }
        byte[] file = Build.file(Corpus.conversations(Length.LONG, RECORDS / 4, PlantPlan.none()));
        Build build = new Build(List.of(Map.of("quality", Map.of("profile", List.of("gopher", "c4", "fineweb"),
                "action",
                "flag")), "redact"), List.of());
        bench.measure(name + ", reading included", "MB/s/core", Target.atLeast(25, 60), () -> file.length / 1e6
                / Bench.cpuSeconds(() -> build.traceAll(file)));
    }

    private void determinism() throws Exception {
        bench.say("one digest on 1, 2 and 4 threads and in shuffled order");
        byte[] file = Build.file(Corpus.conversations(Length.SHORT, DETERMINISM_RECORDS, MIXED));
        Build build = new Build(EVERYTHING, List.of());
        Set<String> roots = new HashSet<>();
        roots.add(build.run(file).root().hex());
        for (int threads : new int[]{1, 2, 4}) {
            roots.add(build.run(file, threads, threads).root().hex());
        }
        bench.add("one digest on 1, 2 and 4 threads, in four orders", "digests", Target.atMost(1), roots.size());
    }

    private void leaks() throws Exception {
        bench.say("leaks against the planted truth");
        PlantPlan plan = new PlantPlan(Map.of(PlantKind.LEAK, 0.02, PlantKind.TEMPLATE_MATE, 0.02,
                PlantKind.NEAR_DUPLICATE, 0.1));
        Generator generator = new Generator(Shape.CONVERSATIONS, Length.SHORT, SEED, TRUTH_RECORDS, plan);
        List<String> questions = LongStream.range(0, generator.suiteCount()).mapToObj(generator::suiteItem).map(
                BuildMeasures::question).toList();
        StringBuilder file = new StringBuilder();
        Set<String> leaks = new HashSet<>();
        Set<String> mates = new HashSet<>();
        generator.records().forEach(record -> {
            file.append(record.line()).append('\n');
            record.truths().forEach(truth -> {
                if (truth.kind() == PlantKind.LEAK) {
                    leaks.add(key(truth.record()));
                } else if (truth.kind() == PlantKind.TEMPLATE_MATE) {
                    mates.add(key(truth.record()));
                }
            });
        });
        Curated curated = new Build(List.of("normalize", "validate", "exact-duplicates", "near-duplicates"), List.of(
                new Suite("suite", questions))).run(file.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Set<String> kept = curated.examples().stream().map(e -> e.example().key()).collect(Collectors.toSet());
        Set<String> decontaminated = curated.drops().stream().filter(d -> d.step().equals("decontaminate")).map(
                d -> d.key()).collect(Collectors.toSet());
        bench.add("leaks of the suite left of " + leaks.size() + " planted", "records", Target.atMost(0),
                (double) leaks.stream().filter(kept::contains).count());
        // no target: some share twelve words of their own with another item, a sentence about the same thing
        bench.add("template mates that hold twelve words of an item, of " + mates.size(), "records", Target.none(),
                (double) mates.stream().filter(decontaminated::contains).count());
        Leakage leakage = Leakage.of(curated.examples(), 1);
        bench.add("leaks between splits at .8", "records", Target.atMost(0), (double) leakage.alike80());
    }

    private void contradictions() throws Exception {
        bench.say("contradictions against the planted truth");
        Corpus corpus = Corpus.conversations(Length.SHORT, TRUTH_RECORDS, PlantPlan.of(PlantKind.CONTRADICTION, 0.05));
        Curated curated = new Build(List.of("normalize", "validate", "contradictions"), List.of()).run(Build.file(
                corpus));
        Set<String> dropped = curated.drops().stream().filter(d -> d.step().equals("contradictions")).map(
                d -> d.key()).collect(Collectors.toSet());
        Set<String> planted = new HashSet<>();
        corpus.records().forEach(item -> item.truths().forEach(truth -> planted.add(key(truth.record()))));
        long found = planted.stream().filter(dropped::contains).count();
        bench.add("contradictions, recall of " + planted.size() + " planted", "share", Target.atLeast(0.95), found
                / (double) planted.size());
    }

    private static String key(long record) {
        return "records.jsonl:" + (record + 1);
    }

    private static String question(String line) {
        JsonNode messages = JsonMapper.shared().readTree(line).path("messages");
        String question = "";
        for (JsonNode message : messages) {
            question = message.path("role").asString("").equals("user")
                    ? message.path("content").asString("")
                    : question;
        }
        return question;
    }
}
