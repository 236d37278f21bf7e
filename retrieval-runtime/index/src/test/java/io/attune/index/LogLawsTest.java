package io.attune.index;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

import static io.attune.index.Documents.SCOPE;
import static io.attune.index.Documents.withDefault;
import static org.assertj.core.api.Assertions.assertThat;

/** The index is a function of the log. */
class LogLawsTest {
    private static final List<String> KEYS = List.of("a.one", "a.two", "b.one", "b.two", "c");
    private static final String DELETED = "-";

    @Property(tries = 60)
    void whateverTheBatchesTheIndexHoldsTheLastRevisionOfEachDocumentThatIs(@ForAll("logs") List<Step> log,
            @ForAll("sizes") List<Integer> batches) {
        List<IndexChange> changes = changes(log);
        try (KnowledgeIndex index = KnowledgeIndex.inMemory(SCOPE)) {
            int from = 0;
            for (int i = 0; from < changes.size(); i++) {
                int to = Math.min(changes.size(), from + batches.get(i % batches.size()));
                index.apply(changes.subList(Math.max(0, from - 2), to)); // what is sent twice counts once
                index.attachVectors(new WordEmbedder(), 2, Runnable::run);
                from = to;
            }
            assertThat(held(index)).isEqualTo(expected(log));
            assertThat(index.passages()).isEqualTo(expected(log).size());
            assertThat(index.appliedLsn()).isEqualTo(changes.size());
        }
    }

    @Provide
    Arbitrary<List<Step>> logs() {
        Arbitrary<String> keys = Arbitraries.of(KEYS);
        Arbitrary<String> values = Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(8).edgeCases(
                config -> config.none());
        Arbitrary<String> deletions = Arbitraries.just(DELETED);
        return Combinators.combine(keys, Arbitraries.frequencyOf(Tuple.of(3, values), Tuple.of(1, deletions))).as(
                Step::new).list().ofMinSize(1).ofMaxSize(25);
    }

    @Provide
    Arbitrary<List<Integer>> sizes() {
        return Arbitraries.integers().between(1, 7).list().ofMinSize(1).ofMaxSize(5);
    }

    private static List<IndexChange> changes(List<Step> log) {
        List<IndexChange> changes = new ArrayList<>();
        for (int i = 0; i < log.size(); i++) {
            Step step = log.get(i);
            changes.add(step.value.equals(DELETED)
                    ? new IndexChange.Delete(i + 1, step.key)
                    : new IndexChange.Put(i + 1, withDefault(step.key, i + 1, step.value)));
        }
        return changes;
    }

    private static TreeMap<String, String> expected(List<Step> log) {
        TreeMap<String, String> values = new TreeMap<>();
        for (Step step : log) {
            if (step.value.equals(DELETED)) {
                values.remove(step.key);
            } else {
                values.put(step.key, step.value);
            }
        }
        return values;
    }

    private static TreeMap<String, String> held(KnowledgeIndex index) {
        TreeMap<String, String> values = new TreeMap<>();
        index.facts(KEYS).forEach(fact -> values.put(fact.key(), fact.value()));
        return values;
    }

    /** One change: a new value, or the mark of a deletion. */
    record Step(String key, String value) {
    }
}
