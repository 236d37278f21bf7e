package io.attune.orchestrator.recipe;

import io.attune.orchestrator.recipe.Recipe.Arm;
import io.attune.orchestrator.recipe.Recipe.Condition;

/**
 * Which of two bounds on the same figure is the stronger one. Towards a number, not to fall behind it beyond the interval is
 * the weakest, to reach it by the estimate is stronger, to beat it beyond the interval is the strongest; towards an arm, to beat
 * it is stronger than not to fall behind. A stronger bound that holds means that the weaker one holds.
 */
final class Strength {
    private Strength() {}

    /** How strong a bound is by its kind, and by its number turned so that more is stronger; an arm's number is 0. */
    private record Rank(Object of, int kind, double value) {
        private static final String NUMBER = "a number";

        static Rank of(Condition condition, boolean higherIsBetter) {
            double sign = higherIsBetter ? 1 : -1;
            return switch (condition) {
                case Condition.NoWorseThanValue(double value) -> new Rank(NUMBER, 0, sign * value);
                case Condition.AtLeast(double value) -> new Rank("the lower side", 1, value);
                case Condition.AtMost(double value) -> new Rank("the upper side", 1, -value);
                case Condition.BetterThanValue(double value) -> new Rank(NUMBER, 2, sign * value);
                case Condition.NoWorseThan(Arm other) -> new Rank(other, 0, 0);
                case Condition.BetterThan(Arm other) -> new Rank(other, 1, 0);
            };
        }

        /** A bound on one side is one on the number where that side is the good one. */
        Rank turned(boolean higherIsBetter) {
            String good = higherIsBetter ? "the lower side" : "the upper side";
            return of.equals(good) ? new Rank(NUMBER, kind, value) : this;
        }
    }

    /** Whether {@code one} cannot hold without {@code other} holding, too. */
    static boolean implies(Condition one, Condition other, boolean higherIsBetter) {
        Rank left = Rank.of(one, higherIsBetter).turned(higherIsBetter);
        Rank right = Rank.of(other, higherIsBetter).turned(higherIsBetter);
        return left.of().equals(right.of()) && left.kind() >= right.kind() && left.value() >= right.value();
    }

    /** Whether {@code one} asks for less than {@code other} on the same figure. */
    static boolean isWeaker(Condition one, Condition other, boolean higherIsBetter) {
        return implies(other, one, higherIsBetter) && !implies(one, other, higherIsBetter);
    }
}
