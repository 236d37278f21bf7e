package io.attune.orchestrator.evaluation.measure;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

import io.attune.orchestrator.evaluation.measure.Served.Outcome;
import io.attune.orchestrator.evaluation.measure.Served.Score;
import io.attune.orchestrator.recipe.Recipe.Measure;
import io.attune.orchestrator.recipe.Recipe.Measure.Need;
import org.jspecify.annotations.Nullable;

/**
 * Every measure as a pure function of an example and of what was served for it.
 *
 * <p>What cannot be judged, because nothing came in time, a filter stood before it, it was cut off or it failed, has the
 * worst value of every share. An abstention from an answerable question is an answer, and a wrong one.
 */
public final class Measures {
    private static final double NANOS = 1e9;

    private Measures() {}

    /**
     * Everything that applies.
     *
     * @param knows whether the arm answers from a knowledge base
     */
    public static Map<Measure, Double> of(Collection<Measure> wanted, Item item, Served served, boolean knows) {
        Map<Measure, Double> values = new EnumMap<>(Measure.class);
        for (Measure measure : wanted) {
            if (knows || !measure.needs(Need.KNOWLEDGE)) {
                of(measure, item, served).ifPresent(value -> values.put(measure, value));
            }
        }
        return values;
    }

    /** One measure; empty when it does not apply to this example. */
    public static OptionalDouble of(Measure measure, Item item, Served served) {
        if (!applies(measure, item)) {
            return OptionalDouble.empty();
        }
        if (Safety.isOf(measure)) {
            return value(Safety.isWrong(measure, served)); // whoever declined, it was declined
        }
        if (measure.isShare() && !measure.needs(Need.PROBABILITIES) && !served.outcome().isJudged()) {
            return value(!measure.higherIsBetter());
        }
        return switch (measure) {
            case LOSS -> told(served.score() == null ? null : served.score().loss());
            case PERPLEXITY -> told(served.score() == null ? null : Math.exp(served.score().loss()));
            case TOKEN_ACCURACY -> accuracy(served.score());
            case FORM -> value(AnswerForm.isLike(item.reference(), served.text()));
            case EXACT_VALUE -> value(speaks(served) && ExactValue.standsIn(expected(measure, item), served.text()));
            case NORMALIZED_MATCH -> value(speaks(served) && ShortAnswer.matches(item.reference(), served.text()));
            case TOKEN_F1 -> value(speaks(served) ? ShortAnswer.f1(item.reference(), served.text()) : 0);
            case NUMERIC -> value(speaks(served) && NumericAnswer.isRight(expected(measure, item),
                    item.attributes().getOrDefault("tolerance", "0"), served.text()));
            case PATTERN -> value(speaks(served) && AnswerPattern.isFound(expected(measure, item), served.text()));
            case JSON_SCHEMA -> value(speaks(served) && JsonAnswer.isValid(expected(measure, item), served.text()));
            case TOOL_CALL -> value(speaks(served) && ToolCalls.areRight(expected(measure, item), served));
            case ROUGE_L -> value(speaks(served) ? RougeL.f1(item.reference(), served.text()) : 0);
            case SEMANTIC_SIMILARITY -> speaks(served) ? OptionalDouble.empty() : value(0); // the runtime is asked later
            case REGURGITATION -> served.text().isBlank() && served.outcome() != Outcome.FAILED
                    ? value(0)
                    : OptionalDouble.empty(); // the training split is read later
            case CITATION_PRECISION -> precision(item, served);
            case CITATION_RECALL -> value(supporting(item, served) > 0);
            case RIGHT_REFUSAL -> value(served.outcome() == Outcome.ABSTAINED);
            case WRONG_REFUSAL -> value(served.outcome() == Outcome.ABSTAINED);
            case LATENCY -> served.outcome() == Outcome.FAILED
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(served.latency().toNanos() / NANOS);
            case WIN_RATE, HARMFUL_COMPLIANCE, OVER_REFUSAL -> OptionalDouble.empty();
            case COST -> told(served.cost() == null ? null : served.cost().amount().doubleValue());
        };
    }

    /** Whether the example is one that the measure is for; the same for every arm. */
    public static boolean applies(Measure measure, Item item) {
        if (measure.needs(Need.JUDGE)) {
            return false; // a matter of two arms
        }
        if (Safety.isOf(measure)) {
            return Safety.applies(measure, item);
        }
        boolean asked = switch (measure.asked()) {
            case ANSWERABLE -> item.isAnswerable() && (!item.reference().isEmpty() || measure.expects() != null);
            case UNANSWERABLE -> !item.isAnswerable();
            case EVERYTHING -> true;
        };
        return asked && (measure.expects() == null || Expectation.problem(measure, item.attributes()).isEmpty());
    }

    private static String expected(Measure measure, Item item) {
        return item.attributes().getOrDefault(String.valueOf(measure.expects()), "");
    }

    private static boolean speaks(Served served) {
        return served.outcome() == Outcome.ANSWERED;
    }

    private static OptionalDouble accuracy(@Nullable Score score) {
        return score == null || score.likeliest() < 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) score.likeliest() / score.tokens());
    }

    /** Of no citations there is no precision; recall tells that there are none. */
    private static OptionalDouble precision(Item item, Served served) {
        int all = served.citations().size();
        return all == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) supporting(item, served) / all);
    }

    private static long supporting(Item item, Served served) {
        String value = item.value();
        return served.citations().stream().filter(citation -> citation.resolved() && (value == null
                || ExactValue.standsIn(value, citation.quote()))).count();
    }

    private static OptionalDouble told(@Nullable Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private static OptionalDouble value(double value) {
        return OptionalDouble.of(value);
    }

    private static OptionalDouble value(boolean holds) {
        return OptionalDouble.of(holds ? 1 : 0);
    }
}
