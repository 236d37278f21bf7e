package io.attune.pipeline.curate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

import io.attune.kernel.Problem;
import io.attune.pipeline.CuratedExample;
import io.attune.pipeline.Example;
import io.attune.pipeline.Funnel;
import io.attune.pipeline.Message;
import io.attune.pipeline.Split;
import io.attune.pipeline.Suite;
import io.attune.pipeline.TextKey;
import io.attune.pipeline.TokenCounter;
import io.attune.pipeline.decide.Decisions;
import io.attune.pipeline.plan.CurationPlan;
import io.attune.pipeline.plan.SourceSpec;
import io.attune.pipeline.source.SourceItem;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds for every curation, over generated sources with twins, shared groups, bad lines and personal data. */
class CuratorLawsTest {
    private static final CurationPlan PLAN = CurationPlan.ofMap(Map.of("sources", List.of(source("a"), source("b")),
            "steps", List.of("normalize", "validate", "redact", "exact-duplicates",
                    Map.of("balance", Map.of("by", "kind", "atMost", 12))),
            "split", Map.of("validation", "10%", "test", "20%", "groupBy", "owner", "stratifyBy", "kind")));
    private static final Curator CURATOR = new Curator(PLAN, List.of(new Suite("held", List.of("Question 3"))),
            Decisions.NONE,
            new WordCounter());

    @Property(tries = 200)
    void the_order_of_the_records_changes_nothing(@ForAll("records") List<SourceItem> records, @ForAll long seed) {
        List<Traced> traces = traces(records);
        List<Traced> shuffled = new ArrayList<>(traces);
        Collections.shuffle(shuffled, new Random(seed));
        assertThat(CURATOR.finish(shuffled)).isEqualTo(CURATOR.finish(traces));
    }

    @Property(tries = 100)
    void the_number_of_threads_changes_nothing(@ForAll("records") List<SourceItem> records) {
        List<Traced> parallel = records.parallelStream().map(CuratorLawsTest::trace).toList();
        assertThat(CURATOR.finish(parallel)).isEqualTo(CURATOR.finish(traces(records)));
    }

    @Property(tries = 200)
    void nothing_is_lost_between_the_sources_and_the_dataset(@ForAll("records") List<SourceItem> records) {
        Curated curated = CURATOR.finish(traces(records));
        Funnel funnel = curated.funnel();
        assertThat(funnel.in()).isEqualTo(records.size());
        assertThat(funnel.kept()).isEqualTo(curated.examples().size());
        assertThat(funnel.in()).isEqualTo(curated.examples().size() + curated.drops().size());
        Set<String> accounted = new TreeSet<>();
        curated.examples().forEach(e -> accounted.add(e.example().source() + "/" + e.example().key()));
        curated.drops().forEach(d -> accounted.add(d.source() + "/" + d.key()));
        assertThat(accounted).hasSize(records.size());
    }

    @Property(tries = 200)
    void no_group_and_no_question_stands_in_two_splits(@ForAll("records") List<SourceItem> records) {
        Map<String, Split> seen = new HashMap<>();
        for (CuratedExample example : CURATOR.finish(traces(records)).examples()) {
            for (String key : List.of("owner " + example.example().attributes().getOrDefault("owner",
                    example.example().group()), "asks " + TextKey.of(example.example().prompt()))) {
                Split before = seen.putIfAbsent(key, example.split());
                assertThat(before).as(key).isIn(null, example.split());
            }
        }
    }

    @Property(tries = 100)
    void a_trace_is_the_same_after_it_was_kept_as_a_line(@ForAll("records") List<SourceItem> records) {
        assertThat(traces(records)).allSatisfy(
                traced -> assertThat(TracedJson.read(TracedJson.write(traced))).isEqualTo(traced));
    }

    @Provide
    Arbitrary<List<SourceItem>> records() {
        Arbitrary<SourceItem> one = Combinators.combine(Arbitraries.integers().between(0, 25),
                Arbitraries.integers().between(0, 6), Arbitraries.integers().between(0, 2),
                Arbitraries.integers().between(0, 12)).as(CuratorLawsTest::record);
        return one.list().ofMinSize(10).ofMaxSize(60).map(CuratorLawsTest::withKeys);
    }

    private static SourceItem record(int question, int owner, int kind, int shape) {
        if (shape == 0) {
            return new SourceItem.Bad("", "broken-json", List.of(new Problem("x", "broken JSON", "Mend it.")));
        }
        String answer = shape == 1 ? " " : shape == 2 ? "Ask ann@example.org" : "Answer " + question % 5;
        Map<String, String> attributes = shape == 3 ? Map.of() : Map.of("owner", "o" + owner, "kind", "k" + kind);
        return new SourceItem.Good(new Example("a", "", "g" + owner, "CC0-1.0",
                List.of(Message.user("Question " + question), Message.assistant(answer)), attributes));
    }

    /** Gives each record its place; the last two are good, so that each source has something. */
    private static List<SourceItem> withKeys(List<SourceItem> drawn) {
        List<SourceItem> records = new ArrayList<>(drawn);
        records.add(record(99, 1, 1, 9));
        records.add(record(98, 2, 2, 9));
        for (int i = 0; i < records.size(); i++) {
            String source = i % 2 == 0 ? "a" : "b";
            String key = source + ".jsonl:" + (i + 1);
            records.set(i, switch (records.get(i)) {
                case SourceItem.Bad bad -> new SourceItem.Bad(key, bad.reason(), bad.problems());
                case SourceItem.Good good -> new SourceItem.Good(new Example(source, key, good.example().group(),
                        good.example().license(), good.example().messages(), good.example().attributes()));
            });
        }
        return records;
    }

    private static List<Traced> traces(List<SourceItem> records) {
        return records.stream().map(CuratorLawsTest::trace).toList();
    }

    private static Traced trace(SourceItem item) {
        String key = switch (item) {
            case SourceItem.Bad bad -> bad.key();
            case SourceItem.Good good -> good.example().key();
        };
        SourceSpec source = PLAN.sources().get(key.startsWith("a") ? 0 : 1);
        return CURATOR.trace(source, item);
    }

    private static Map<String, Object> source(String name) {
        return Map.of("name", name, "type", "jsonl", "path", name + ".jsonl", "license", "CC0-1.0", "personalData",
                "present", "onBadLine", "drop");
    }

    /** Counts words, which is enough where only sameness matters. */
    private static final class WordCounter implements TokenCounter {
        @Override
        public String version() {
            return "words/1";
        }

        @Override
        public int count(String text) {
            return text.split(" ").length;
        }
    }
}
