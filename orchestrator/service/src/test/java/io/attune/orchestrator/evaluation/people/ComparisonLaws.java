package io.attune.orchestrator.evaluation.people;

import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;

import io.attune.orchestrator.evaluation.people.PeopleReport.Verdict;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;

/** What is said of a difference, its interval and its hint never contradict each other. */
class ComparisonLaws {

    @Property(tries = 60)
    void a_difference_is_shown_or_its_interval_holds_zero_or_there_are_too_few_questions_and_then_the_hint_asks_for_more(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 70) int questions,
            @ForAll @IntRange(min = 1, max = 40) int minimum, @ForAll boolean shares) {
        Random random = new Random(seed);
        Comparisons comparisons = new Comparisons(1, minimum);
        for (int group = 0; group < 4; group++) {
            comparisons.add(random.nextBoolean(), values(random, questions, shares));
        }
        for (Verdict verdict : comparisons.verdicts()) {
            assertThat(verdict.difference()).isNotNull();
            boolean beyond = verdict.difference().excludes(0);
            boolean shown = verdict.pairs() >= minimum && beyond;
            if (verdict.winner() != null) {
                assertThat(shown).isTrue();
            }
            if (shown || verdict.difference().estimate() == 0) {
                assertThat(verdict.needed()).isNull();
            } else {
                assertThat(verdict.needed()).isNotNull().isGreaterThanOrEqualTo(minimum).isGreaterThan(verdict.pairs());
            }
        }
    }

    @Property(tries = 40)
    void with_as_many_questions_as_the_hint_names_nothing_is_refused_for_want_of_the_minimum(@ForAll long seed,
            @ForAll @IntRange(min = 1, max = 40) int minimum) {
        Verdict few = verdict(new Random(seed), Math.max(1, minimum / 2), minimum);
        Long needed = few.needed();
        if (needed != null && needed < 20_000) {
            Verdict enough = verdict(new Random(seed), needed.intValue(), minimum);

            assertThat(enough.pairs()).isGreaterThanOrEqualTo(minimum);
            assertThat(enough.winner() != null).isEqualTo(enough.difference() != null && enough.difference().excludes(
                    0));
        }
    }

    private static Verdict verdict(Random random, int questions, int minimum) {
        Comparisons comparisons = new Comparisons(1, minimum);
        comparisons.add(true, values(random, questions, false));
        return comparisons.verdicts().getFirst();
    }

    private static NavigableMap<String, NavigableMap<String, Double>> values(Random random, int questions,
            boolean shares) {
        TreeMap<String, NavigableMap<String, Double>> values = new TreeMap<>();
        double better = random.nextDouble();
        for (int i = 0; i < questions; i++) {
            double hardness = random.nextGaussian();
            double left = hardness + random.nextGaussian() * 0.5 + better;
            double right = hardness + random.nextGaussian() * 0.5;
            values.computeIfAbsent("left", arm -> new TreeMap<>()).put("q" + i, shares ? left > 0 ? 1.0 : 0 : left);
            values.computeIfAbsent("right", arm -> new TreeMap<>()).put("q" + i, shares ? right > 0 ? 1.0 : 0 : right);
        }
        return values;
    }
}
