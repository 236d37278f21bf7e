package io.attune.pipeline.curate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import io.attune.kernel.Digest;
import io.attune.pipeline.CuratedExample;
import io.attune.pipeline.Example;
import io.attune.pipeline.Judgement;
import io.attune.pipeline.Message;
import io.attune.pipeline.Split;
import io.attune.pipeline.plan.SplitSpec;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class StratifiedSplitTest {
    private static final SplitSpec BY_KIND = new SplitSpec(SplitSpec.DEFAULT.validation(), SplitSpec.DEFAULT.test(),
            null,
            "kind", 1);

    @Test
    void many_strata_of_few_examples_still_give_each_split_its_share() {
        List<Example> examples = IntStream.range(0, 1_000).mapToObj(i -> new Example("s", "k" + i, "g" + i, "l",
                List.of(Message.user(words(i)), Message.assistant("a" + i)), Map.of("kind", "k" + i / 3))).toList();
        List<Split> splits = GroupSplit.of(examples, BY_KIND);
        assertThat(splits.stream().filter(s -> s == Split.TEST).count()).isBetween(95L, 105L);
        assertThat(splits.stream().filter(s -> s == Split.VALIDATION).count()).isBetween(45L, 55L);
    }

    @Test
    void preferences_with_different_prompts_are_not_one_cluster() {
        List<Example> pairs = IntStream.range(0, 200).mapToObj(i -> new Example("s", "k" + i, "g" + i, "l", null,
                List.of(Message.user(words(i))), List.of(), new Judgement.Preference(List.of(Message.assistant("yes"
                        + i)),
                        List.of(Message.assistant("no" + i))),
                new TreeMap<>())).toList();
        assertThat(GroupSplit.of(pairs, SplitSpec.DEFAULT).stream().filter(s -> s == Split.TEST).count()).isBetween(18L,
                22L);
    }

    @Test
    void the_shares_of_each_stratum_are_reported() {
        List<CuratedExample> curated = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Example example = new Example("s", "k" + i, "g", "l", List.of(Message.user("q"), Message.assistant("a")),
                    i < 8 ? Map.of("kind", "x") : Map.of());
            curated.add(new CuratedExample(Digest.of("" + i), example, i < 2 ? Split.TEST : Split.TRAIN, 1));
        }
        List<StratumShares> rows = StratumShares.of(curated, "kind");
        assertThat(rows).extracting(StratumShares::value).containsExactly("", "x");
        assertThat(rows.getLast().share(Split.TEST)).isCloseTo(.25, within(1e-9));
        assertThat(rows.getLast().examples()).containsEntry(Split.TRAIN, 6L).containsEntry(Split.VALIDATION, 0L);
    }

    private static String words(int number) {
        return "w" + number * 7 + " x" + number * 13 + " y" + number * 29 + " z" + number;
    }
}
