package io.attune.orchestrator.quote;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

import io.attune.kernel.Money;
import io.attune.kernel.TokenCount;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.run.Fact;
import org.springframework.stereotype.Component;

/** Reckons what a run will cost. */
@Component
public class Quoter {
    /** What vendors take when a recipe leaves the number of epochs to them. */
    public static final int EPOCHS_BY_DEFAULT = 3;
    /** An answer is quoted at its longest; a question with passages as this many tokens. */
    private static final int TOKENS_WITH_PASSAGES = 480;
    private static final int TOKENS_ALONE = 96;
    private static final int ANSWER_TOKENS_MAX = 96;
    /** Added to the held amount where tokens were estimated from a sample. */
    private static final BigDecimal SAMPLE_MARGIN = new BigDecimal("1.10");

    private final Prices prices;

    Quoter(Prices prices) {
        this.prices = prices;
    }

    /**
     * Quotes a training and its evaluation.
     *
     * @param trainTokens tokens of the training file, in the provider's vocabulary as far as it can be known
     * @param sampled whether {@code trainTokens} is an estimate from a sample
     * @param questions how many questions each arm is asked
     */
    public Fact.Quote quote(Recipe recipe, TokenCount trainTokens, boolean sampled, int questions) {
        Recipe.Target target = recipe.target();
        int epochs = target.epochs() == null ? EPOCHS_BY_DEFAULT : target.epochs();
        Price training = prices.find(target.connection(), target.baseModel(), Price.Kind.TRAINING);
        List<Fact.QuoteLine> lines = new ArrayList<>();
        lines.add(line("training", training, trainTokens.times(epochs)));
        lines.addAll(evaluationLines(recipe, recipe.evaluation().arms(), questions));
        Money expected = lines.stream().map(Fact.QuoteLine::amount).reduce(Money::plus).orElseThrow();
        Money held = sampled ? expected.timesRoundedUp(SAMPLE_MARGIN) : expected;
        String basis = trainTokens + " tokens a pass" + (sampled
                ? ", estimated from a sample counted by the provider,"
                : ", counted with " + String.valueOf(recipe.curation().tokens().toMap().values().iterator().next())
                        + ",") + " times " + epochs + " passes; " + questions + " questions an arm";
        return new Fact.Quote(expected, held, lines, training.source(), training.observedOn(), basis);
    }

    /** What it may cost at most to ask some arms some questions, twice each (the model alone, and as it is served). */
    public Money evaluation(Recipe recipe, List<Recipe.Arm> arms, int questions) {
        return evaluationLines(recipe, arms, questions).stream().map(Fact.QuoteLine::amount).reduce(
                Money::plus).orElseThrow();
    }

    private List<Fact.QuoteLine> evaluationLines(Recipe recipe, List<Recipe.Arm> arms, int questions) {
        Recipe.Target target = recipe.target();
        long promptTokens = arms.stream().mapToLong(a -> a.retrieval() ? TOKENS_WITH_PASSAGES : TOKENS_ALONE).sum();
        return List.of(
                line("inference", prices.find(target.connection(), target.baseModel(), Price.Kind.INPUT),
                        new TokenCount(2 * promptTokens * questions)),
                line("inference", prices.find(target.connection(), target.baseModel(), Price.Kind.OUTPUT),
                        new TokenCount(2L * ANSWER_TOKENS_MAX * arms.size() * questions)));
    }

    private static Fact.QuoteLine line(String kind, Price price, TokenCount tokens) {
        return new Fact.QuoteLine(kind, BigDecimal.valueOf(tokens.value()), price.perTokens() + " "
                + price.kind().unit(),
                price.amount(), price.of(tokens));
    }
}
