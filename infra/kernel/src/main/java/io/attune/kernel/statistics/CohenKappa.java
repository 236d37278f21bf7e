package io.attune.kernel.statistics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.attune.kernel.Interval;

/**
 * How far two raters agree beyond chance: κ = (p<sub>o</sub> − p<sub>e</sub>) / (1 − p<sub>e</sub>), p<sub>o</sub> being the
 * share of things they agree on and p<sub>e</sub> the share they would agree on if each kept to his own frequencies but chose
 * blindly (J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20, 1960).
 *
 * <p>As there (formula 8), the interval takes p<sub>e</sub> as known and only the agreement as observed. In place of the normal
 * interval of the agreement stands Wilson's, which has a width even where the raters agree on everything.
 *
 * @param items how many things both rated, from 1
 * @param agreed on how many of them they agree
 * @param agreement the share they agree on, with its interval
 * @param kappa empty when chance alone would make them agree on everything, as when both use one category only
 */
public record CohenKappa(int items, int agreed, Interval agreement, Optional<Interval> kappa) {
    private static final double LEVEL = 0.95;

    /**
     * The agreement of two raters, with 95 % intervals.
     *
     * @param first a category for each thing
     * @param second the other rater's categories of the same things, in the same order
     * @throws IllegalArgumentException when the sides differ in length or are empty
     */
    public static <C> CohenKappa of(List<C> first, List<C> second) {
        if (first.size() != second.size() || first.isEmpty()) {
            throw new IllegalArgumentException("Agreement needs two ratings of one length above zero, not "
                    + first.size() + " and " + second.size());
        }
        int items = first.size();
        int agreed = 0;
        Map<C, Integer> ofFirst = new HashMap<>();
        Map<C, Integer> ofSecond = new HashMap<>();
        for (int i = 0; i < items; i++) {
            agreed += first.get(i).equals(second.get(i)) ? 1 : 0;
            ofFirst.merge(first.get(i), 1, Integer::sum);
            ofSecond.merge(second.get(i), 1, Integer::sum);
        }
        long products = ofFirst.entrySet().stream().mapToLong(e -> (long) e.getValue() * ofSecond.getOrDefault(
                e.getKey(), 0)).sum();
        long all = (long) items * items;
        Interval agreement = Wilson.interval(agreed, items, LEVEL);
        double chance = (double) products / all;
        return new CohenKappa(items, agreed, agreement, products == all
                ? Optional.empty()
                : Optional.of(new Interval(beyond(agreement.low(), chance), beyond(agreement.estimate(), chance),
                        beyond(agreement.high(), chance))));
    }

    private static double beyond(double agreement, double chance) {
        return Math.max(-1, (agreement - chance) / (1 - chance));
    }
}
