package io.attune.orchestrator.evaluation.measure;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.attune.orchestrator.recipe.Recipe.Measure;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.constraints.Whitespace;

import static org.assertj.core.api.Assertions.assertThat;

class MeasureLaws {

    @Property(tries = 200)
    void shares_stand_between_nothing_and_all(@ForAll @StringLength(max = 80) String reference,
            @ForAll @StringLength(max = 80) String answer, @ForAll Served.Outcome outcome) {
        Item item = new Item("0a", List.of(), "q", reference, Map.of("value", "7 s", "pattern", "a+", "schema", "{}",
                "tool", "[]"));
        Served served = new Served(outcome, answer, List.of(), List.of(), List.of(), null, java.time.Duration.ZERO, 0,
                0, null);
        for (Measure measure : Measure.values()) {
            Measures.of(measure, item, served).ifPresent(value -> assertThat(value).isFinite().isBetween(0.0,
                    measure.isShare() ? 1.0 : Double.MAX_VALUE));
        }
    }

    @Property(tries = 200)
    void overlap_is_the_same_from_both_sides(@ForAll @AlphaChars @Whitespace @StringLength(max = 60) String a,
            @ForAll @AlphaChars @Whitespace @StringLength(max = 60) String b) {
        assertThat(ShortAnswer.f1(a, b)).isEqualTo(ShortAnswer.f1(b, a));
        assertThat(RougeL.f1(a, b)).isEqualTo(RougeL.f1(b, a));
    }

    @Property(tries = 200)
    void what_is_the_same_overlaps_in_all(@ForAll @AlphaChars @Whitespace @StringLength(max = 60) String text) {
        assertThat(ShortAnswer.f1(text, text)).isEqualTo(1);
        assertThat(RougeL.f1(text, text)).isEqualTo(1);
        assertThat(ShortAnswer.matches(text, "  The " + text + " ")).isTrue();
    }

    @Property(tries = 200)
    void normalizing_twice_changes_nothing(@ForAll @AlphaChars @Whitespace @StringLength(max = 60) String text) {
        String once = ShortAnswer.normalized(text);
        assertThat(ShortAnswer.normalized(once)).isEqualTo(once);
    }

    @Property(tries = 200)
    void a_number_is_right_exactly_within_its_tolerance(@ForAll @IntRange(min = -10_000, max = 10_000) int value,
            @ForAll @DoubleRange(min = 0.01, max = 0.5) double share, @ForAll boolean inside) {
        double off = Math.abs(value) * share * (inside ? 0.99 : 1.01);
        if (value != 0) {
            assertThat(NumericAnswer.isRight(value + " ms", (share * 100) + "%", "It is " + plain(value + off)
                    + " ms.")).isEqualTo(inside);
        }
    }

    private static String plain(double value) {
        return new java.math.BigDecimal(value).setScale(9, java.math.RoundingMode.HALF_EVEN).toPlainString();
    }

    /** Against the plain way of looking for every run of words in every text. */
    @Property(tries = 300)
    void the_longest_repeated_stretch_is_what_looking_for_every_run_finds(
            @ForAll List<@IntRange(max = 2) Integer> answer,
            @ForAll List<@IntRange(max = 2) Integer> training) {
        String said = words(answer);
        String seen = words(training);
        VerbatimRuns runs = new VerbatimRuns();
        runs.add(List.of(), said);
        runs.pass(seen);

        int longest = 0;
        int inARow = 0;
        for (int i = 0; i + VerbatimRuns.LENGTH <= answer.size(); i++) {
            String run = words(answer.subList(i, i + VerbatimRuns.LENGTH));
            inARow = (" " + seen + " ").contains(" " + run + " ") ? inARow + 1 : 0;
            longest = Math.max(longest, inARow);
        }
        assertThat(runs.longest(0)).isEqualTo(longest == 0 ? 0 : longest + VerbatimRuns.LENGTH - 1);
    }

    private static String words(List<Integer> numbers) {
        return numbers.stream().map(number -> "w" + number).collect(Collectors.joining(" "));
    }
}
