package io.attune.orchestrator.stage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.attune.kernel.Money;
import io.attune.kernel.RunId;
import io.attune.orchestrator.recipe.Recipe;
import org.jspecify.annotations.Nullable;

/**
 * Which of several versions is the best. Pure: the same in whatever order they arrive.
 *
 * <p>A tuned version is before a base model. Then the measures of the recipe's gates decide, in the order in which the recipe
 * writes them and to a thousandth; what was not measured is last. Losses count only among tuned versions of one base
 * model, because a loss per token depends on the tokens. What is equal in all is decided by the cheaper training, and at last
 * by the order of the targets.
 */
final class Choice {
    private static final double STEP = 1000;

    private final List<Scale> scales;
    private final boolean costsCompare;

    /** What one gate measures. */
    record Scale(String suite, Recipe.Measure measure, Recipe.Arm arm) {
        /** Gates on all suites or measures weigh nothing: they only keep from falling behind. */
        static Optional<Scale> of(Recipe.Gate gate) {
            Recipe.Measure measure = gate.measure();
            return measure == null || gate.suite().equals(Recipe.Gate.ALL)
                    ? Optional.empty()
                    : Optional.of(new Scale(gate.suite(), measure, gate.arm()));
        }

        @Override
        public String toString() {
            return suite + " " + measure + " of " + arm;
        }
    }

    /**
     * A version whose gates hold.
     *
     * @param place of its target in the recipe
     * @param tuned whether it is more than the base model
     * @param measured means, by what was measured
     * @param cost of its training, null where nothing was billed in one currency
     */
    record Candidate(RunId run, String target, int place, String baseModel, boolean tuned,
            Map<Scale, Double> measured, @Nullable Money cost) {}

    private Choice(List<Scale> scales, boolean costsCompare) {
        this.scales = scales;
        this.costsCompare = costsCompare;
    }

    /** How these candidates are to be compared. */
    static Choice among(List<Recipe.Gate> gates, List<Candidate> candidates) {
        boolean oneBase = candidates.stream().map(Candidate::baseModel).distinct().count() <= 1;
        List<Scale> scales = gates.stream().flatMap(gate -> Scale.of(gate).stream()).distinct().filter(scale -> oneBase
                || !scale.measure().needs(Recipe.Measure.Need.PROBABILITIES)).toList();
        boolean costsCompare = candidates.stream().map(Candidate::cost).map(cost -> cost == null
                ? ""
                : cost.currency().getCurrencyCode()).distinct().count() == 1;
        return new Choice(scales, costsCompare);
    }

    /** The best of them, or empty when there is none. */
    Optional<Candidate> best(List<Candidate> candidates) {
        return candidates.stream().min(order());
    }

    /** Why one is before another, in words. */
    String why(Candidate better, Candidate other) {
        if (better.tuned() != other.tuned()) {
            return "it is tuned";
        }
        for (Scale scale : scales) {
            if (by(scale).compare(better, other) != 0) {
                return scale + " is " + show(better, scale) + " against " + show(other, scale);
            }
        }
        if (costsCompare && by(better.cost(), other.cost()) != 0) {
            return "it measures the same and cost " + better.cost() + " against " + other.cost();
        }
        return "it measures the same and stands first in the recipe";
    }

    private static String show(Candidate candidate, Scale scale) {
        Double value = candidate.measured().get(scale);
        return value == null ? "not measured" : String.format(Locale.ROOT, "%.3f", value);
    }

    private Comparator<Candidate> order() {
        List<Comparator<Candidate>> steps = new ArrayList<>();
        steps.add(Comparator.comparing(candidate -> !candidate.tuned()));
        scales.forEach(scale -> steps.add(by(scale)));
        if (costsCompare) {
            steps.add((a, b) -> by(a.cost(), b.cost()));
        }
        steps.add(Comparator.comparingInt(Candidate::place));
        return steps.stream().reduce(Comparator::thenComparing).orElseThrow();
    }

    private static int by(@Nullable Money a, @Nullable Money b) {
        return a == null || b == null ? 0 : a.amount().compareTo(b.amount());
    }

    private static Comparator<Candidate> by(Scale scale) {
        return Comparator.comparingLong(candidate -> {
            Double value = candidate.measured().get(scale);
            long thousandths = value == null ? Long.MAX_VALUE : Math.round(value * STEP);
            return value == null || !scale.measure().higherIsBetter() ? thousandths : -thousandths;
        });
    }
}
