package io.attune.kernel.statistics;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The correction for asking several questions of one sample: whoever looks at twenty slices finds a difference in one of them that is
 * not there. S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6, 1979: the
 * smallest of m values is compared with α/m, the next with α/(m−1) and so on until one does not hold. The probability of any false
 * finding stays at most α, however the questions depend on each other.
 */
public final class Holm {
    private Holm() {}

    /**
     * One question of a family.
     *
     * @param adjusted to be compared with α itself
     * @param divisor of α at the question's turn: m for the smallest value, 1 for the largest
     */
    public record Step(double adjusted, int divisor) {}

    /**
     * The steps of some values, in the values' own order. Of equal values the first has its turn first.
     *
     * @param p how likely a difference such as the observed one is where there is none, each from 0 to 1
     */
    public static List<Step> steps(double[] p) {
        int[] order = IntStream.range(0, p.length).boxed().sorted(Comparator.comparingDouble(i -> p[i])).mapToInt(
                Integer::intValue).toArray();
        Step[] steps = new Step[p.length];
        double highest = 0;
        for (int turn = 0; turn < order.length; turn++) {
            int divisor = p.length - turn;
            highest = Math.max(highest, Math.min(1, divisor * p[order[turn]]));
            steps[order[turn]] = new Step(highest, divisor);
        }
        return List.of(steps);
    }

    /**
     * The steps as they are decided at α: whatever comes after the first value that did not hold was never compared with a milder α
     * than that one, so it has its divisor. An interval of level 1 − α/divisor then excludes 0 exactly where the question holds.
     */
    public static List<Step> decided(List<Step> steps, double alpha) {
        int stopped = steps.stream().filter(step -> step.adjusted() > alpha).mapToInt(Step::divisor).max().orElse(0);
        return steps.stream().map(step -> step.adjusted() <= alpha
                ? step
                : new Step(step.adjusted(), stopped)).toList();
    }
}
