package io.attune.pipeline.near;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What holds for whatever texts; where two pairs of a thousand may be missed, for the same texts on every run. */
class NearLawsTest {
    private static final NearSettings SETTINGS = NearSettings.of(0.8).withFolder(
            Path.of(System.getProperty("java.io.tmpdir")));
    private static final NearDuplicates NEAR = new NearDuplicates(SETTINGS);

    @Property(tries = 60)
    void the_number_of_threads_changes_nothing(@ForAll("texts") List<String> texts,
            @ForAll @IntRange(min = 2, max = 4) int threads) {
        Deduplicated one = NEAR.deduplicate(Texts.of(texts), index -> texts.get((int) index).length());
        Deduplicated many = new NearDuplicates(SETTINGS.withThreads(threads)).deduplicate(Texts.of(texts),
                index -> texts.get((int) index).length());
        assertThat(many.clusters()).isEqualTo(one.clusters());
        assertThat(pairs(many.removed())).isEqualTo(pairs(one.removed()));
    }

    @Property(tries = 60)
    void the_order_of_the_texts_changes_no_cluster(@ForAll("texts") List<String> texts, @ForAll long seed) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(seed));
        Clusters straight = NEAR.clusters(Texts.of(texts));
        Clusters shuffled = NEAR.clusters(Texts.of(order.stream().map(texts::get).toList()));
        assertThat(partition(shuffled, order)).isEqualTo(partition(straight, order.stream().sorted().toList()));
    }

    @Property(tries = 60, seed = "7")
    void of_those_that_stay_no_two_are_a_pair_and_each_that_goes_has_its_twin(@ForAll("texts") List<String> texts) {
        Twins removed = NEAR.deduplicate(Texts.of(texts), index -> texts.get((int) index).length()).removed();
        List<String> kept = Samples.kept(removed).stream().map(texts::get).toList();
        assertThat(Samples.pairs(kept, 0.8)).isEmpty();
        assertThat(removed.records()).allSatisfy(record -> {
            assertThat(removed.has(removed.twin(record))).isFalse();
            assertThat(removed.similarity(record)).isGreaterThanOrEqualTo(0.8).isEqualTo(Jaccard.of(texts.get(
                    record), texts.get(removed.twin(record))), within(1e-6));
        });
    }

    @Property(tries = 40, seed = "7")
    void a_second_deduplication_removes_nothing(@ForAll("texts") List<String> texts) {
        Twins first = NEAR.deduplicate(Texts.of(texts), index -> 0).removed();
        List<String> kept = Samples.kept(first).stream().map(texts::get).toList();
        assertThat(NEAR.deduplicate(Texts.of(kept), index -> 0).removed().records()).isEmpty();
    }

    @Property(tries = 60, seed = "7")
    void what_an_anti_join_finds_is_what_a_comparison_finds(@ForAll("texts") List<String> texts,
            @ForAll("texts") List<String> drawn, @ForAll long seed) {
        List<String> others = new ArrayList<>(drawn);
        texts.stream().filter(text -> (text.hashCode() + seed) % 3 == 0).forEach(others::add);
        Twins twins = NEAR.antiJoin(Texts.of(texts), Texts.of(others));
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            double best = others.stream().mapToDouble(other -> Jaccard.of(text, other)).max().orElse(0);
            assertThat(twins.similarity(i)).isEqualTo(best >= 0.8 ? best : 0, within(1e-6));
        }
    }

    @Property(tries = 300)
    void no_text_is_without_shingles(@ForAll String text) {
        assertThat(new Shingler().shingle(text)).isPositive();
        assertThat(Jaccard.of(text, text)).isEqualTo(1);
    }

    @Property(tries = 200)
    void all_kernels_agree(@ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int count) {
        long[] shingles = new Random(seed).longs(count).toArray();
        int[] expected = new int[SignatureKernel.PERMUTATIONS];
        int[] factors = Permutations.factors();
        int[] summands = Permutations.summands();
        for (int p = 0; p < expected.length; p++) {
            int position = p;
            expected[p] = Arrays.stream(shingles).mapToInt(shingle -> factors[position] * Permutations.input(shingle)
                    + summands[position]).min().orElseThrow();
        }
        assertThat(SignatureKernels.available()).allSatisfy(kernel -> {
            int[] signature = new int[SignatureKernel.PERMUTATIONS];
            kernel.sign(shingles, count, signature);
            assertThat(signature).as(kernel.name()).isEqualTo(expected);
        });
    }

    @Provide
    Arbitrary<List<String>> texts() {
        return Combinators.combine(Arbitraries.integers().between(1, 8), Arbitraries.integers().between(1, 40),
                Arbitraries.integers().between(1, 80), Arbitraries.longs()).as((families, members, words,
                        seed) -> Samples.families(families, members, words, 0.08, seed));
    }

    private static Map<Integer, Integer> pairs(Twins removed) {
        Map<Integer, Integer> pairs = new TreeMap<>();
        removed.records().forEach(record -> pairs.put(record, removed.twin(record)));
        return pairs;
    }

    private static TreeSet<String> partition(Clusters clusters, List<Integer> names) {
        Map<Integer, TreeSet<Integer>> members = new TreeMap<>();
        for (int i = 0; i < clusters.size(); i++) {
            members.computeIfAbsent(clusters.root(i), root -> new TreeSet<>()).add(names.get(i));
        }
        TreeSet<String> partition = new TreeSet<>();
        members.values().forEach(cluster -> partition.add(cluster.toString()));
        return partition;
    }
}
