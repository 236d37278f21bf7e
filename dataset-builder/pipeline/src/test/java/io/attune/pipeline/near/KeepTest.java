package io.attune.pipeline.near;

import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;

import io.attune.pipeline.Example;
import io.attune.pipeline.Message;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KeepTest {

    @Test
    void the_newest_is_the_latest_moment_and_what_is_no_date_is_oldest() {
        assertThat(ranked(Keep.NEWEST, "2026-03-01", "2026-03-01T10:00:00+02:00", "2026-03-01T09:00:00.5Z",
                "1969-01-01", "soon", "2026-03-01 08:30")).containsExactly(2, 5, 1, 0, 3, 4);
    }

    @Test
    void the_best_score_is_the_greatest_number_and_what_is_no_number_is_least() {
        assertThat(ranked(Keep.BEST_SCORE, "-2", "0.5", "1e3", "-0.25", "NaN", "")).containsExactly(2, 1, 3, 0, 4, 5);
    }

    @Test
    void the_first_source_goes_before_length() {
        List<Example> examples = List.of(example("a", "xx", ""), example("b", "xxxxx", ""), example("a", "xxx", ""));
        assertThat(order(Keep.SOURCE_PRIORITY.preference(examples, Scope.PROMPT, null), 3)).containsExactly(2, 0, 1);
        assertThat(order(Keep.LONGEST.preference(examples, Scope.PROMPT, null), 3)).containsExactly(1, 2, 0);
        assertThat(order(Keep.FIRST.preference(examples, Scope.PROMPT, null), 3)).containsExactly(0, 1, 2);
    }

    private static List<Integer> ranked(Keep keep, String... values) {
        List<Example> examples = List.of(values).stream().map(value -> example("s", "x", value)).toList();
        return order(keep.preference(examples, Scope.CONVERSATION, "at"), values.length);
    }

    private static List<Integer> order(LongUnaryOperator preference, int count) {
        return LongStream.range(0, count).boxed().sorted((a, b) -> Long.compare(preference.applyAsLong(b),
                preference.applyAsLong(a))).map(Long::intValue).toList();
    }

    private static Example example(String source, String prompt, String at) {
        return new Example(source, "k", "g", "l", List.of(Message.user(prompt)), Map.of("at", at));
    }
}
