package io.attune.pipeline.curate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.attune.pipeline.CuratedExample;
import io.attune.pipeline.Example;
import io.attune.pipeline.Message;
import io.attune.pipeline.Split;
import io.attune.pipeline.plan.SplitSpec;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LeakageTest {

    @Test
    void near_duplicates_never_stand_in_two_splits() {
        List<Example> examples = variants(200, 5);
        List<Split> splits = GroupSplit.of(examples, SplitSpec.DEFAULT);
        Leakage leakage = Leakage.of(curated(examples, splits), 2);
        assertThat(leakage.heldOut()).isBetween(100L, 200L);
        assertThat(leakage.alike80()).isZero();
        for (int i = 0; i < examples.size(); i++) {
            assertThat(splits.get(i)).isEqualTo(splits.get(i - i % 5));
        }
    }

    @Test
    void what_a_careless_split_leaks_is_counted() {
        List<Example> examples = variants(50, 2);
        List<Split> careless = IntStream.range(0, 100).mapToObj(i -> i % 2 == 0 ? Split.TRAIN : Split.TEST).toList();
        assertThat(Leakage.of(curated(examples, careless), 1)).isEqualTo(new Leakage(50, 50, 50, 50, 0));
        List<Example> doubled = new ArrayList<>(examples);
        doubled.addAll(examples);
        List<Split> half = IntStream.range(0, 200).mapToObj(i -> i < 100 ? Split.TRAIN : Split.VALIDATION).toList();
        assertThat(Leakage.of(curated(doubled, half), 1)).isEqualTo(new Leakage(100, 100, 100, 100, 100));
    }

    /** Groups of texts that differ in one word at one end. */
    private static List<Example> variants(int groups, int each) {
        Random random = new Random(3);
        List<Example> examples = new ArrayList<>();
        for (int g = 0; g < groups; g++) {
            String text = random.ints(60, 0, 10_000).mapToObj(n -> "w" + n).collect(Collectors.joining(" "));
            for (int i = 0; i < each; i++) {
                examples.add(new Example("s", "k" + examples.size(), "g" + examples.size(), "l", List.of(Message.user(
                        "v" + i + " " + text), Message.assistant("Yes.")), Map.of()));
            }
        }
        return examples;
    }

    private static List<CuratedExample> curated(List<Example> examples, List<Split> splits) {
        return IntStream.range(0, examples.size()).mapToObj(i -> new CuratedExample(examples.get(i).id(),
                examples.get(i), splits.get(i), 1)).toList();
    }
}
