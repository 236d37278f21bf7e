package io.attune.orchestrator.evaluation.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import io.attune.orchestrator.evaluation.judge.Bout.Bias;
import io.attune.orchestrator.evaluation.judge.Bout.Result;
import io.attune.orchestrator.evaluation.judge.Verdict.Winner;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class WinRateTest {

    @Test
    void is_wins_and_half_the_ties_over_all_items() {
        WinRate rate = WinRate.of(entries(5, 2, 2, 1));

        assertThat(rate.interval().estimate()).isEqualTo(0.6);
        assertThat(List.of(rate.items(), rate.wins(), rate.ties(), rate.losses(), rate.noVerdict())).containsExactly(10,
                5, 2, 2, 1);
    }

    @Test
    void a_judge_without_verdicts_lets_nobody_win() {
        assertThat(WinRate.of(entries(0, 0, 0, 20)).interval().high()).isLessThan(0.25);
    }

    @Test
    void nothing_but_ties_is_a_half_with_a_width() {
        WinRate rate = WinRate.of(entries(0, 30, 0, 0));

        assertThat(rate.interval().estimate()).isEqualTo(0.5);
        assertThat(rate.interval().low()).isLessThan(0.5);
        assertThat(rate.interval().high()).isGreaterThan(0.5);
    }

    @Test
    void seen_from_the_other_arm_it_is_the_complement_exactly() {
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < 300; round++) {
            List<Bout> bouts = IntStream.range(0, 1 + random.nextInt(40)).mapToObj(i -> new Bout(any(random), any(
                    random))).toList();
            WinRate one = rate(bouts);
            WinRate other = rate(bouts.stream().map(Bout::swapped).toList());

            assertThat(other.interval().estimate()).isCloseTo(1 - one.interval().estimate(), within(1e-12));
            assertThat(other.interval().low()).isCloseTo(1 - one.interval().high(), within(1e-12));
            assertThat(other.interval().high()).isCloseTo(1 - one.interval().low(), within(1e-12));
            assertThat(other.firstTwice()).isEqualTo(one.firstTwice());
        }
    }

    @Test
    void a_judge_that_mostly_takes_the_first_answer_makes_ties_and_not_winners() {
        SplittableRandom random = new SplittableRandom(5);
        // both arms are equally good; 90 times in 100 the judge takes what it saw first, whatever it is
        List<Bout> bouts = IntStream.range(0, 4_000).mapToObj(i -> new Bout(biased(random), biased(random))).toList();
        WinRate rate = rate(bouts);

        assertThat(rate.interval().low()).isLessThan(0.5);
        assertThat(rate.interval().high()).isGreaterThan(0.5);
        assertThat(rate.firstTwice() / 4_000.0).isCloseTo(0.81, within(0.03));
    }

    @Test
    void its_interval_holds_the_true_rate_as_often_as_it_says() {
        SplittableRandom random = new SplittableRandom(17);
        int held = 0;
        for (int round = 0; round < 2_000; round++) {
            List<WinRate.Entry> entries = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                double x = random.nextDouble();
                entries.add(entry(x < 0.5 ? Result.WIN : x < 0.7 ? Result.TIE : Result.LOSS));
            }
            WinRate rate = WinRate.of(entries);
            held += rate.interval().low() <= 0.6 && rate.interval().high() >= 0.6 ? 1 : 0;
        }

        assertThat(held / 2_000.0).isBetween(0.93, 0.975);
    }

    private static Verdict biased(SplittableRandom random) {
        return new Verdict(random.nextInt(10) < 9 ? Winner.A : Winner.B, "");
    }

    private static Verdict any(SplittableRandom random) {
        return new Verdict(Winner.values()[random.nextInt(3)], "");
    }

    private static WinRate rate(List<Bout> bouts) {
        return WinRate.of(bouts.stream().map(b -> new WinRate.Entry(b.result(), b.bias(), false)).toList());
    }

    private static List<WinRate.Entry> entries(int wins, int ties, int losses, int none) {
        List<WinRate.Entry> entries = new ArrayList<>();
        IntStream.range(0, wins).forEach(i -> entries.add(entry(Result.WIN)));
        IntStream.range(0, ties).forEach(i -> entries.add(entry(Result.TIE)));
        IntStream.range(0, losses).forEach(i -> entries.add(entry(Result.LOSS)));
        IntStream.range(0, none).forEach(i -> entries.add(entry(Result.NO_VERDICT)));
        return entries;
    }

    private static WinRate.Entry entry(Result result) {
        return new WinRate.Entry(result, Bias.NONE, false);
    }
}
