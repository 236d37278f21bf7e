package io.attune.pipeline.near;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.attune.kernel.InvalidInputException;
import io.attune.kernel.PlatformException;
import io.attune.pipeline.near.Samples.Pair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class NearDuplicatesTest {
    private static final LongUnaryOperator FIRST = index -> 0;

    @TempDir
    private Path folder;

    @Test
    void texts_that_differ_in_case_and_punctuation_only_are_twins() {
        Twins removed = deduplicate("How do I reset the router of the branch office in Bonn?",
                "Something else that nobody would take for the question above at all.",
                "how do I reset the router, of the branch office in BONN");
        assertThat(removed.records()).containsExactly(2);
        assertThat(removed.twin(2)).isZero();
        assertThat(removed.similarity(2)).isEqualTo(1);
    }

    @Test
    void short_texts_are_told_apart_by_their_characters() {
        assertThat(deduplicate("Yes.", "No.", "yes", "?", "!", "", " ", "Thank you very much!", "thank you very much",
                "Thank you very little").records()).containsExactly(2, 6, 8);
    }

    @Test
    void of_a_chain_the_ends_both_stay_and_their_cluster_is_one() {
        List<String> chain = chain();
        assertThat(Jaccard.of(chain.get(0), chain.get(1))).isGreaterThan(0.8);
        assertThat(Jaccard.of(chain.get(1), chain.get(2))).isGreaterThan(0.8);
        assertThat(Jaccard.of(chain.get(0), chain.get(2))).isLessThan(0.8);
        Deduplicated result = near().deduplicate(Texts.of(chain), FIRST);
        assertThat(result.removed().records()).containsExactly(1);
        assertThat(IntStream.range(0, 3).map(result.clusters()::root)).containsOnly(0);
    }

    @Test
    void the_preferred_of_a_cluster_stays() {
        List<String> chain = chain();
        Deduplicated result = near().deduplicate(Texts.of(chain), index -> index == 1 ? 1 : 0);
        assertThat(result.removed().records()).containsExactly(0, 2);
        assertThat(result.removed().twin(0)).isEqualTo(1);
        assertThat(result.removed().similarity(2)).isEqualTo(Jaccard.of(chain.get(1), chain.get(2)), within(1e-6));
    }

    @Test
    void pairs_are_found_as_often_as_promised_and_never_invented() {
        List<String> texts = Samples.families(500, 4, 120, 0.06, 11);
        List<Pair> all = new ArrayList<>();
        int found = 0;
        Clusters clusters = near().clusters(Texts.of(texts));
        for (int family = 0; family < 500; family++) {
            int start = 4 * family;
            for (Pair pair : Samples.pairs(texts.subList(start, start + 4), 0.8)) {
                all.add(pair);
                found += clusters.root(start + pair.first()) == clusters.root(start + pair.second()) ? 1 : 0;
            }
        }
        assertThat(all).hasSizeGreaterThan(700);
        assertThat(found / (double) all.size()).isGreaterThanOrEqualTo(0.999);
        Twins removed = near().deduplicate(Texts.of(texts), FIRST).removed();
        assertThat(removed.records()).allSatisfy(record -> assertThat(Jaccard.of(texts.get(record), texts.get(
                removed.twin(record)))).isGreaterThanOrEqualTo(0.8));
    }

    @Test
    void a_thousand_texts_of_one_template_are_told_apart() {
        Random random = new Random(5);
        List<String> texts = new ArrayList<>();
        String[] template = Samples.fresh(100, random);
        for (int i = 0; i < 1_000; i++) {
            String[] text = template.clone();
            for (int slot = 10; slot < 24; slot++) {
                text[slot] = Samples.word(random);
            }
            texts.add(String.join(" ", text));
        }
        texts.add(texts.get(500) + " indeed");
        Clusters clusters = near().clusters(Texts.of(texts));
        assertThat(Jaccard.of(texts.get(0), texts.get(1))).isBetween(0.6, 0.79);
        assertThat(clusters.shared()).isEqualTo(1);
        assertThat(clusters.root(1_000)).isEqualTo(500);
    }

    @Test
    void a_text_that_stands_a_hundred_thousand_times_is_one() {
        String text = String.join(" ", Samples.fresh(40, new Random(1)));
        Twins removed = near().deduplicate(Texts.of(Collections.nCopies(100_000, text)), FIRST).removed();
        assertThat(removed.records().count()).isEqualTo(99_999);
    }

    @Test
    void large_clusters_of_variants_are_those_of_a_comparison_of_all_with_all() {
        List<String> texts = Samples.families(2, 400, 100, 0.03, 3);
        UnionFind truth = new UnionFind(texts.size());
        Samples.pairs(texts, 0.8).forEach(pair -> truth.join(pair.first(), pair.second()));
        assertThat(near().clusters(Texts.of(texts))).isEqualTo(new Clusters(truth.flatten()));
    }

    @Test
    void an_anti_join_names_what_stands_in_the_other_dataset() {
        List<String> known = Samples.families(30, 1, 60, 0, 7);
        List<String> asked = new ArrayList<>(Samples.families(20, 1, 60, 0, 8));
        asked.set(3, known.get(17) + " please");
        asked.set(4, asked.get(3));
        Twins twins = near().antiJoin(Texts.of(asked), Texts.of(known));
        assertThat(twins.size()).isEqualTo(20);
        assertThat(twins.records()).containsExactly(3, 4);
        assertThat(twins.twin(4)).isEqualTo(17);
        assertThat(twins.similarity(3)).isEqualTo(Jaccard.of(asked.get(3), known.get(17)), within(1e-6));
    }

    @Test
    void less_similar_pairs_are_found_when_they_are_asked_for() {
        List<String> texts = Samples.families(300, 2, 120, 0.09, 21);
        List<Pair> pairs = Samples.pairs(texts, 0.6);
        Clusters clusters = new NearDuplicates(settings().withThreads(2)).clusters(Texts.of(texts));
        Clusters wider = new NearDuplicates(NearSettings.of(0.6).withFolder(folder)).clusters(Texts.of(texts));
        assertThat(clusters.shared()).isLessThan(wider.shared());
        assertThat(pairs.stream().filter(p -> wider.root(p.first()) == wider.root(p.second())).count()
                / (double) pairs.size()).isGreaterThan(0.99);
    }

    @Test
    void nothing_is_left_on_disk() throws IOException {
        deduplicate("a", "b", "a");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void no_texts_have_no_clusters() {
        assertThat(near().clusters(Texts.of(List.of())).size()).isZero();
        assertThat(deduplicate("alone").records()).isEmpty();
    }

    @Test
    void it_refuses_before_the_heap_would_run_out() {
        NearDuplicates small = new NearDuplicates(settings().withHeapBytes(400L << 20));
        Texts many = new Texts() {
            @Override
            public long size() {
                return 50_000_000;
            }

            @Override
            public void read(long from, long to, Receiver receiver) {
                throw new AssertionError("nothing is read");
            }
        };
        assertThatThrownBy(() -> small.clusters(many)).isInstanceOfSatisfying(PlatformException.class, e -> {
            assertThat(e.message()).contains("50000000 records").contains("400 MiB are free");
            assertThat(e.nextStep()).contains("-Xmx");
        });
    }

    @Test
    void it_refuses_before_the_disk_would_run_out_and_leaves_nothing_there() throws IOException {
        Texts texts = Texts.of(Samples.families(10, 2, 2_000, 0, 1));
        for (long limit : List.of(1_000L, 100_000L)) {
            NearDuplicates small = new NearDuplicates(settings().withDiskBytes(limit));
            assertThatThrownBy(() -> small.clusters(texts)).isInstanceOfSatisfying(PlatformException.class, e -> {
                assertThat(e.code()).isEqualTo(Spill.DISK);
                assertThat(e.message()).contains("needs about 1 MiB more below " + folder);
            });
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void ten_million_records_fit_into_half_a_gigabyte() {
        assertThat(near().estimate(10_000_000, 0).heapBytes()).isLessThan(400L << 20);
    }

    @Test
    void settings_that_make_no_sense_are_all_named() {
        assertThatThrownBy(() -> new NearSettings(0.2, 0, folder, 1, 1)).isInstanceOfSatisfying(
                InvalidInputException.class, e -> assertThat(e.problems()).hasSize(2));
    }

    private static List<String> chain() {
        Random random = new Random(2);
        String[] middle = Samples.fresh(100, random);
        String[] left = middle.clone();
        String[] right = middle.clone();
        left[20] = "left";
        left[21] = "left";
        right[70] = "right";
        right[71] = "right";
        return List.of(String.join(" ", left), String.join(" ", middle), String.join(" ", right));
    }

    private Twins deduplicate(String... texts) {
        return near().deduplicate(Texts.of(List.of(texts)), FIRST).removed();
    }

    private NearDuplicates near() {
        return new NearDuplicates(settings());
    }

    private NearSettings settings() {
        return NearSettings.of(0.8).withFolder(folder);
    }
}
