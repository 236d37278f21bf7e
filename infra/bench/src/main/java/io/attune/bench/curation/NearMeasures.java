package io.attune.bench.curation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.attune.bench.Bench;
import io.attune.bench.Measure;
import io.attune.bench.Target;
import io.attune.pipeline.generate.PlantKind;
import io.attune.pipeline.generate.PlantPlan;
import io.attune.pipeline.generate.Truth;
import io.attune.pipeline.generate.text.Length;
import io.attune.pipeline.near.Deduplicated;
import io.attune.pipeline.near.NearDuplicates;
import io.attune.pipeline.near.NearSettings;
import io.attune.pipeline.near.Shingler;
import io.attune.pipeline.near.SignatureKernel;
import io.attune.pipeline.near.SignatureKernels;
import io.attune.pipeline.near.Texts;

/** Near-duplicates: speed, and recall and precision against the planted truth. */
final class NearMeasures {
    private static final int LONG_RECORDS = 60_000;
    private static final int SHORT_RECORDS = 120_000;
    private static final int TRUTH_RECORDS = 40_000;
    private static final double SIMILARITY = 0.8;

    private static final String SIGNATURES = "signatures, 1.4 kB records, tokenising included";

    private final Bench bench;
    private final Peers peers;

    NearMeasures(Bench bench) {
        this.bench = bench;
        this.peers = new Peers(bench);
    }

    void run() throws Exception {
        if (bench.wants("signatures, 1.4 kB records") || bench.wants("near-duplicates, 1.4 kB records")) {
            speed(Length.LONG, "1.4 kB", LONG_RECORDS, Target.atLeast(60_000, 100_000));
        }
        if (bench.wants("near-duplicates, 0.5 kB records")) {
            speed(Length.SHORT, "0.5 kB", SHORT_RECORDS, Target.atLeast(120_000, 250_000));
        }
        if (bench.wants("near-duplicates, recall") || bench.wants("near-duplicates, precision")) {
            truth();
        }
        new Growth(bench, peers).run();
    }

    private void speed(Length length, String size, int count, Target target) throws Exception {
        List<String> texts = Corpus.conversations(length, count, PlantPlan.of(PlantKind.NEAR_DUPLICATE, 0.05)).texts();
        if (length == Length.LONG) {
            bench.measure(SIGNATURES, "docs/s/core", Target.atLeast(120_000,
                    200_000), () -> texts.size() / Bench.cpuSeconds(() -> sign(texts)));
        }
        bench.measure("near-duplicates, " + size + " records, texts to verified clusters", "docs/s/core", target,
                () -> texts.size() / Bench.cpuSeconds(() -> search(1).clusters(Texts.of(texts))));
        peers.run("datasketch", texts).ifPresent(said -> {
            String name = said.path("name").asString("datasketch");
            bench.beside("near-duplicates, " + size + " records, texts to verified clusters", new Measure.Peer(name,
                    said.path("near").asDouble()));
            if (length == Length.LONG) {
                bench.beside(SIGNATURES, new Measure.Peer(name, said.path("signatures").asDouble()));
            }
        });
        if (length == Length.LONG) {
            peers.run("datatrove", texts).ifPresent(said -> bench.beside(SIGNATURES, new Measure.Peer(said.path(
                    "name").asString("datatrove"), said.path("signatures").asDouble())));
        }
    }

    private static void sign(List<String> texts) {
        Shingler shingler = new Shingler();
        SignatureKernel kernel = SignatureKernels.chosen();
        int[] signature = new int[SignatureKernel.PERMUTATIONS];
        int sum = 0;
        for (String text : texts) {
            int count = shingler.shingle(text);
            kernel.sign(shingler.hashes(), count, signature);
            sum += signature[0];
        }
        if (sum == 42) {
            throw new IllegalStateException("The sum is there to be used, and it is not 42");
        }
    }

    private NearDuplicates search(int threads) {
        return new NearDuplicates(NearSettings.of(SIMILARITY).withThreads(threads).withFolder(bench.scratch()));
    }

    private void truth() throws Exception {
        bench.say("near-duplicates against the planted truth");
        Corpus corpus = Corpus.conversations(Length.LONG, TRUTH_RECORDS, PlantPlan.of(PlantKind.NEAR_DUPLICATE, 0.4));
        List<String> texts = corpus.texts();
        Deduplicated found = search(Runtime.getRuntime().availableProcessors()).deduplicate(Texts.of(texts),
                index -> -index);
        Map<String, Integer> byKey = new HashMap<>();
        for (int i = 0; i < corpus.records().size(); i++) {
            byKey.put(corpus.records().get(i).key(), i);
        }
        List<Planted> planted = planted(corpus, byKey);
        List<Planted> low = planted.stream().filter(pair -> pair.similarity() < 0.85).toList();
        IntBinaryPredicate together = (a, b) -> found.clusters().root(a) == found.clusters().root(b);
        String name = "near-duplicates, recall of " + planted.size() + " planted pairs at .80 to 1";
        bench.add(name, "share", Target.atLeast(0.999), share(planted, together));
        bench.add("near-duplicates, recall of the " + low.size() + " pairs at .80 to .85", "share", Target.none(),
                share(low, together));
        peers.run("datasketch", texts).ifPresent(said -> {
            Set<Long> pairs = new HashSet<>();
            said.path("pairs").forEach(pair -> pairs.add(pair(pair.path(0).asInt(), pair.path(1).asInt())));
            List<Planted> some = planted.stream().filter(pair -> Math.max(pair.record(),
                    pair.twin()) < peers.textsMax()).toList();
            bench.beside(name, new Measure.Peer(said.path("name").asString("datasketch"), share(some, (a,
                    b) -> pairs.contains(pair(a, b)))));
        });
        long removed = found.removed().records().count();
        long right = found.removed().records().filter(i -> jaccard(texts.get(i), texts.get(found.removed().twin(
                i))) >= SIMILARITY - 1e-9).count();
        bench.add("near-duplicates, precision of " + removed + " removals", "share", Target.atLeast(1), right
                / (double) removed);
    }

    /** Two records that were planted as near-duplicates. */
    private record Planted(int record, int twin, double similarity) {}

    /** Whether two records were found to belong together. */
    private interface IntBinaryPredicate {
        boolean test(int a, int b);
    }

    private static List<Planted> planted(Corpus corpus, Map<String, Integer> byKey) {
        List<Planted> planted = new ArrayList<>();
        for (Corpus.Item item : corpus.records()) {
            for (Truth truth : item.truths()) {
                Truth.Likeness likeness = truth.likeness();
                Integer twin = truth.twin() == null ? null : byKey.get(truth.twin());
                if (likeness != null && twin != null && likeness.ofText() >= SIMILARITY) {
                    planted.add(new Planted((int) truth.record(), twin, likeness.ofText()));
                }
            }
        }
        return planted;
    }

    private static double share(List<Planted> planted, IntBinaryPredicate together) {
        return planted.stream().filter(pair -> together.test(pair.record(), pair.twin())).count()
                / (double) planted.size();
    }

    private static long pair(int a, int b) {
        return (long) Math.min(a, b) << 32 | Math.max(a, b);
    }

    /** The suite's own: of the sets of five words in a row. */
    private static double jaccard(String a, String b) {
        Set<String> left = shingles(a);
        Set<String> right = shingles(b);
        Set<String> both = new HashSet<>(left);
        both.retainAll(right);
        return both.size() / (double) (left.size() + right.size() - both.size());
    }

    private static Set<String> shingles(String text) {
        List<String> words = Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")).filter(
                word -> !word.isEmpty()).toList();
        Set<String> shingles = new HashSet<>();
        for (int i = 0; i + 5 <= words.size(); i++) {
            shingles.add(String.join(" ", words.subList(i, i + 5)));
        }
        return shingles;
    }
}
