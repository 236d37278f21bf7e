package io.attune.orchestrator.evaluation;

import java.util.Locale;
import java.util.Optional;

import io.attune.kernel.Interval;
import io.attune.kernel.statistics.Holm;
import io.attune.kernel.statistics.SampleSize;
import io.attune.orchestrator.recipe.Recipe.Arm;
import io.attune.orchestrator.recipe.Recipe.Condition;
import io.attune.orchestrator.recipe.Recipe.Measure;
import io.attune.orchestrator.run.Fact;
import io.attune.orchestrator.run.Fact.Verdict;
import org.jspecify.annotations.Nullable;

/** One question of a gate and its answer. A difference is turned so that above 0 is better. */
final class Judgement {
    static final String NO_CHAMPION = "no version is in service, so there is none to be compared with";
    private static final double POWER = 0.8;

    private final Question question;
    private final Report report;
    private final int minimum;
    private final double level;
    /** Of the error on one side of an interval. */
    private final double alpha;
    private final boolean champion;
    private final Optional<Report.Pairing> pairing;

    /** @param slice null for all examples */
    record Question(Arm arm, String suite, Measure measure, Report.@Nullable Slice slice, Condition condition) {

        @Override
        public String toString() {
            return suite + " " + measure + " of " + arm + " " + words(condition) + (slice == null
                    ? ""
                    : " where " + slice);
        }
    }

    /** @param level of the intervals that decide */
    Judgement(Question question, Report report, int minimum, double level, boolean champion) {
        this.question = question;
        this.report = report;
        this.minimum = minimum;
        this.level = level;
        this.alpha = (1 - level) / 2;
        this.champion = champion;
        Arm other = other(question.condition());
        this.pairing = other == null
                ? Optional.empty()
                : report.pairing(question.arm().toString(), other.toString(), question.suite(), question.measure(),
                        question.slice());
    }

    private static @Nullable Arm other(Condition condition) {
        return switch (condition) {
            case Condition.BetterThan(Arm other) -> other;
            case Condition.NoWorseThan(Arm other) -> other;
            case Condition.AtLeast _,Condition.AtMost _,Condition.BetterThanValue _,Condition.NoWorseThanValue _ ->
                null;
        };
    }

    /** How likely what would decide the question is where nothing is to be found; 1 where nothing is asked. */
    double p() {
        boolean better = question.condition() instanceof Condition.BetterThan;
        boolean above = better == question.measure().higherIsBetter();
        return pairing.map(pair -> above ? pair.difference().pAbove() : pair.difference().pBelow()).orElse(1.0);
    }

    /** @param family how many questions the gate asks */
    Fact.GateResult decide(Holm.Step step, int family) {
        return switch (question.condition()) {
            case Condition.AtLeast(double value) -> bound(value, true, false, family);
            case Condition.AtMost(double value) -> bound(value, false, false, family);
            case Condition.BetterThanValue(double value) -> bound(value, question.measure().higherIsBetter(), true,
                    family);
            case Condition.NoWorseThanValue(double value) -> notWorse(value, family);
            case Condition.BetterThan(Arm other) -> compared(other, step, family, true);
            case Condition.NoWorseThan(Arm other) -> compared(other, step, family, false);
        };
    }

    /** @param beyond whether the whole interval must reach the bound, corrected for the family by Bonferroni */
    private Fact.GateResult bound(double value, boolean above, boolean beyond, int family) {
        Optional<Report.Figure> figure = figure(beyond ? family : 1);
        if (figure.isEmpty()) {
            return unmeasured("not measured", family);
        }
        Interval interval = figure.get().interval();
        int examples = figure.get().examples();
        double decisive = !beyond ? interval.estimate() : above ? interval.low() : interval.high();
        boolean holds = above
                ? beyond ? decisive > value : decisive >= value
                : beyond
                        ? decisive < value
                        : decisive <= value;
        return examples < minimum
                ? tooFew(interval, examples, family)
                : result(holds, show(interval) + " over "
                        + examples + " questions", interval, examples, family);
    }

    private Fact.GateResult notWorse(double value, int family) {
        Optional<Report.Figure> figure = figure(family);
        if (figure.isEmpty()) {
            return unmeasured("not measured", family);
        }
        Interval interval = figure.get().interval();
        boolean worse = question.measure().higherIsBetter() ? interval.high() < value : interval.low() > value;
        int examples = figure.get().examples();
        return examples < minimum
                ? tooFew(interval, examples, family)
                : result(!worse, show(interval) + " over "
                        + examples + " questions", interval, examples, family);
    }

    private Optional<Report.Figure> figure(int family) {
        return report.figure(question.arm().toString(), question.suite(), question.measure(), question.slice(),
                1 - (1 - level) / family);
    }

    private Fact.GateResult compared(Arm other, Holm.Step step, int family, boolean mustBeBetter) {
        if (other.champion() && !champion) {
            return new Fact.GateResult(question.toString(), Verdict.PASSED,
                    NO_CHAMPION, null, 0, family);
        }
        if (pairing.isEmpty()) {
            return unmeasured("not measured on both arms", family);
        }
        Report.Pairing pair = pairing.get();
        Interval interval = pair.difference().interval(1 - 2 * alpha / step.divisor());
        if (pair.missing() > 0 && question.measure().needs(Measure.Need.PROBABILITIES)) {
            return new Fact.GateResult(question.toString(), Verdict.NOT_ENOUGH_EVIDENCE, pair.missing()
                    + " examples were scored on one side only, and a comparison of the rest would favour whoever failed"
                    + " on the hard ones", finite(interval), pair.examples(), family);
        }
        if (pair.examples() < minimum) {
            return tooFew(interval, pair.examples(), family);
        }
        boolean found = step.adjusted() <= alpha && toBetter(interval) == mustBeBetter;
        boolean holds = mustBeBetter == found;
        String figures = "difference " + show(interval) + (step.divisor() == 1
                ? ""
                : String.format(Locale.ROOT, " at %.2f %% (Holm, %d of %d questions open)", 100 * (1 - 2 * alpha
                        / step.divisor()), step.divisor(), family));
        return result(holds, figures + (mustBeBetter && !holds
                ? more(pair, interval, 1 - 2 * alpha / step.divisor())
                : ""), interval, pair.examples(),
                family);
    }

    /** Whether the estimate is on the better side. */
    private boolean toBetter(Interval interval) {
        return interval.estimate() != 0 && interval.estimate() > 0 == question.measure().higherIsBetter();
    }

    /** How many examples would tell a difference as small as the observed one from none, at the level that was decided by. */
    private String more(Report.Pairing pair, Interval interval, double level) {
        if (!toBetter(interval) || pair.difference().deviation() == 0) {
            return "";
        }
        long needed = Math.max(pair.examples() + 1L, SampleSize.paired(interval.estimate(),
                pair.difference().deviation(), level, POWER));
        return "; about " + needed + " questions would tell a difference of this size from none";
    }

    private Fact.GateResult tooFew(Interval interval, int examples, int family) {
        return new Fact.GateResult(question.toString(), Verdict.NOT_ENOUGH_EVIDENCE, show(interval) + " over "
                + examples + " questions: " + (minimum - examples) + " more are needed for the minimum of " + minimum,
                finite(interval), examples, family);
    }

    private Fact.GateResult unmeasured(String why, int family) {
        Report.Slice slice = question.slice();
        return slice == null
                ? new Fact.GateResult(question.toString(), Verdict.NOT_MEASURED, why, null, 0, family)
                : new Fact.GateResult(question.toString(), Verdict.NOT_ENOUGH_EVIDENCE, "no example with " + slice
                        + " was measured: " + minimum + " are needed", null, 0, family);
    }

    private Fact.GateResult result(boolean holds, String figures, Interval interval, int examples, int family) {
        return new Fact.GateResult(question.toString(), holds ? Verdict.PASSED : Verdict.FAILED, figures, finite(
                interval), examples, family);
    }

    /** JSON has no infinite numbers. */
    private static @Nullable Interval finite(Interval interval) {
        return Double.isFinite(interval.low()) && Double.isFinite(interval.high()) ? interval : null;
    }

    static String words(Condition condition) {
        return switch (condition) {
            case Condition.AtLeast(double value) -> "at least " + value;
            case Condition.AtMost(double value) -> "at most " + value;
            case Condition.BetterThan(Arm other) -> "better than " + other;
            case Condition.NoWorseThan(Arm other) -> "no worse than " + other;
            case Condition.BetterThanValue(double value) -> "better than " + value;
            case Condition.NoWorseThanValue(double value) -> "no worse than " + value;
        };
    }

    private static String show(Interval interval) {
        return String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", interval.estimate(), interval.low(), interval.high());
    }
}
