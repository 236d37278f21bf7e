package io.attune.orchestrator.evaluation.judge;

import java.util.List;

import io.attune.kernel.Interval;
import io.attune.kernel.statistics.PairedShares;

/**
 * How often one arm's answers were better than another's: wins and half the ties, over all items.
 *
 * @param noVerdict items of which the judge said nothing readable; they stay among the items and add nothing
 * @param firstTwice items on which the judge was for the answer shown first both ways round
 * @param secondTwice items on which the judge was for the answer shown second both ways round
 * @param wavering items on which the judge saw a winner one way round only
 * @param steering items of which an answer looks as if it were to steer the judge
 * @param interval of the rate, 95 %: paired, by items
 */
public record WinRate(int items, int wins, int ties, int losses, int noVerdict, int firstTwice, int secondTwice,
        int wavering, int steering, Interval interval) {
    private static final double LEVEL = 0.95;

    /**
     * One item's part.
     *
     * @param steering whether an answer looks as if it were to steer the judge
     */
    record Entry(Bout.Result result, Bout.Bias bias, boolean steering) {}

    /** @throws IllegalArgumentException without items, of which there is no rate */
    static WinRate of(List<Entry> entries) {
        int items = entries.size();
        double[] won = new double[items];
        double[] lost = new double[items];
        for (int i = 0; i < items; i++) {
            Bout.Result result = entries.get(i).result();
            won[i] = result == Bout.Result.WIN ? 1 : 0;
            lost[i] = result == Bout.Result.LOSS || result == Bout.Result.NO_VERDICT ? 1 : 0;
        }
        // wins + ties / 2 = (items + wins - lost) / 2: the rate is half of one plus a difference of paired shares
        Interval difference = PairedShares.difference(won, lost, LEVEL);
        return new WinRate(items, count(entries, Bout.Result.WIN), count(entries, Bout.Result.TIE), count(entries,
                Bout.Result.LOSS), count(entries, Bout.Result.NO_VERDICT), biased(entries, Bout.Bias.FIRST), biased(
                        entries, Bout.Bias.SECOND), biased(entries, Bout.Bias.WAVERING), (int) entries.stream().filter(
                                Entry::steering).count(), new Interval((1 + difference.low()) / 2, (1
                                        + difference.estimate()) / 2, (1 + difference.high()) / 2));
    }

    private static int count(List<Entry> entries, Bout.Result result) {
        return (int) entries.stream().filter(e -> e.result() == result).count();
    }

    private static int biased(List<Entry> entries, Bout.Bias bias) {
        return (int) entries.stream().filter(e -> e.bias() == bias).count();
    }
}
