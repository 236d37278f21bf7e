package io.attune.orchestrator.recipe;

import io.attune.orchestrator.recipe.Recipe.Arm;
import io.attune.orchestrator.recipe.Recipe.Condition;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

import static org.assertj.core.api.Assertions.assertThat;

/** What it means that a bound is stronger than another. */
class StrengthLaws {

    @Property
    void a_stronger_bound_that_holds_means_that_the_weaker_one_holds(@ForAll("conditions") Condition one,
            @ForAll("conditions") Condition other, @ForAll boolean higher,
            @ForAll @DoubleRange(max = 1) double estimate, @ForAll @DoubleRange(max = 0.5) double half,
            @ForAll @DoubleRange(min = -1, max = 1) double difference) {
        if (Strength.implies(one, other, higher) && holds(one, higher, estimate, half, difference)) {
            assertThat(holds(other, higher, estimate, half, difference)).isTrue();
        }
    }

    @Property
    void every_bound_is_as_strong_as_itself_and_no_bound_is_weaker_than_itself(@ForAll("conditions") Condition one,
            @ForAll boolean higher) {
        assertThat(Strength.implies(one, one, higher)).isTrue();
        assertThat(Strength.isWeaker(one, one, higher)).isFalse();
    }

    @Property
    void of_two_bounds_at_most_one_is_the_weaker(@ForAll("conditions") Condition one,
            @ForAll("conditions") Condition other, @ForAll boolean higher) {
        assertThat(Strength.isWeaker(one, other, higher) && Strength.isWeaker(other, one, higher)).isFalse();
    }

    @Property
    void strength_is_transitive(@ForAll("conditions") Condition one, @ForAll("conditions") Condition other,
            @ForAll("conditions") Condition third, @ForAll boolean higher) {
        if (Strength.implies(one, other, higher) && Strength.implies(other, third, higher)) {
            assertThat(Strength.implies(one, third, higher)).isTrue();
        }
    }

    @Property
    void a_higher_number_to_reach_is_the_stronger_bound(@ForAll @DoubleRange(max = 1) double low,
            @ForAll @DoubleRange(min = 0.01, max = 1) double more) {
        assertThat(Strength.isWeaker(new Condition.AtLeast(low), new Condition.AtLeast(low + more), true)).isTrue();
        assertThat(Strength.isWeaker(new Condition.AtMost(low + more), new Condition.AtMost(low), false)).isTrue();
        assertThat(Strength.isWeaker(new Condition.BetterThanValue(low), new Condition.BetterThanValue(low + more),
                true)).isTrue();
        assertThat(Strength.isWeaker(new Condition.NoWorseThanValue(low + more), new Condition.NoWorseThanValue(low),
                false)).isTrue();
        assertThat(Strength.isWeaker(new Condition.NoWorseThan(Arm.BASE), new Condition.BetterThan(Arm.BASE),
                true)).isTrue();
    }

    /** As gates are decided; a difference is that of the arms, and its interval is as wide as the mean's. */
    private static boolean holds(Condition condition, boolean higher, double estimate, double half,
            double difference) {
        double low = estimate - half;
        double high = estimate + half;
        return switch (condition) {
            case Condition.AtLeast(double value) -> estimate >= value;
            case Condition.AtMost(double value) -> estimate <= value;
            case Condition.BetterThanValue(double value) -> higher ? low > value : high < value;
            case Condition.NoWorseThanValue(double value) -> higher ? high >= value : low <= value;
            case Condition.BetterThan _ -> higher ? difference - half > 0 : difference + half < 0;
            case Condition.NoWorseThan _ -> higher ? difference + half >= 0 : difference - half <= 0;
        };
    }

    @Provide
    Arbitrary<Condition> conditions() {
        Arbitrary<Double> values = Arbitraries.of(0.0, 0.2, 0.4, 0.5, 0.6, 0.8, 1.0);
        Arbitrary<Arm> arms = Arbitraries.just(Arm.BASE);
        return Combinators.combine(Arbitraries.integers().between(0, 5), values, arms).as((kind, value,
                arm) -> switch (kind) {
                    case 0 -> new Condition.AtLeast(value);
                    case 1 -> new Condition.AtMost(value);
                    case 2 -> new Condition.BetterThanValue(value);
                    case 3 -> new Condition.NoWorseThanValue(value);
                    case 4 -> new Condition.BetterThan(arm);
                    default -> new Condition.NoWorseThan(arm);
                });
    }
}
