package io.attune.orchestrator.quote;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.attune.kernel.Money;
import io.attune.kernel.TokenCount;
import io.attune.orchestrator.recipe.Method;
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
    /** A judge's instruction, a question and two answers at their longest, and what it is expected to say of them. */
    private static final int JUDGE_TOKENS = 600;
    private static final int VERDICT_TOKENS = 100;
    private static final int CHARACTERS_A_TOKEN = 3;
    /** Added to the held amount where tokens were estimated from a sample. */
    private static final BigDecimal SAMPLE_MARGIN = new BigDecimal("1.10");

    /** Who counted the tokens of a training file. */
    public enum Counted {
        /** A tokenizer at hand, which may not be the provider's. */
        BY_TOKENIZER,
        /** The provider, of a sample. */
        BY_SAMPLE,
        /** The provider, all of them. */
        BY_PROVIDER
    }

    private final Prices prices;
    private final QuoteProperties settings;
    private final InstantSource clock;

    Quoter(Prices prices, QuoteProperties settings, InstantSource clock) {
        this.prices = prices;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Quotes a training and its evaluation.
     *
     * @param trainTokens tokens of the training file, in the provider's vocabulary as far as it can be known
     * @param counted by whom
     * @param questions how many questions each arm is asked
     */
    public Fact.Quote quote(Recipe recipe, TokenCount trainTokens, Counted counted, int questions) {
        if (recipe.target().method() instanceof Method.Reinforcement) {
            return byTime(recipe, questions);
        }
        Recipe.Target target = recipe.target();
        int epochs = target.epochs() == null ? EPOCHS_BY_DEFAULT : target.epochs();
        Price training = prices.find(target.connection(), target.baseModel(), Price.Kind.TRAINING);
        List<Fact.QuoteLine> lines = new ArrayList<>();
        lines.add(line("training", training, trainTokens.times(epochs)));
        lines.addAll(evaluationLines(recipe, recipe.evaluation().arms(), questions));
        Money expected = lines.stream().map(Fact.QuoteLine::amount).reduce(Money::plus).orElseThrow();
        Money held = counted == Counted.BY_SAMPLE ? expected.timesRoundedUp(SAMPLE_MARGIN) : expected;
        String basis = trainTokens + " tokens a pass" + switch (counted) {
            case BY_SAMPLE -> ", estimated from a sample counted by the provider,";
            case BY_PROVIDER -> ", counted by the provider,";
            case BY_TOKENIZER -> ", counted with " + recipe.curation().tokens().toMap().values().iterator().next()
                    + ",";
        } + " times " + epochs + " passes; " + questions + " questions an arm";
        return new Fact.Quote(expected, held, lines, training.source(), training.observedOn(), basis, validUntil(),
                warnings(target));
    }

    /**
     * Quotes a training that is billed by the hours its trainer holds, at the most that one job can hold them, and its
     * evaluation; empty where nobody said what an hour costs.
     *
     * @param hours the most that one job can use
     * @param unit as its provider meters it
     */
    public Optional<Fact.Quote> byHours(Recipe recipe, BigDecimal hours, String unit, int questions) {
        Recipe.Target target = recipe.target();
        return prices.look(target.connection(), target.baseModel(), Price.Kind.TRAINING_HOURS).map(price -> {
            List<Fact.QuoteLine> lines = new ArrayList<>();
            lines.add(new Fact.QuoteLine("training", hours, unit, price.amount(), price.of(hours)));
            lines.addAll(evaluationLines(recipe, recipe.evaluation().arms(), questions));
            Money most = lines.stream().map(Fact.QuoteLine::amount).reduce(Money::plus).orElseThrow();
            return new Fact.Quote(most, most, lines, price.source(), price.observedOn(), "at most "
                    + hours.stripTrailingZeros().toPlainString() + " " + unit + ", when the job is stopped; "
                    + questions + " questions an arm", validUntil(), warnings(target));
        });
    }

    /** Nobody can tell how long a training with a grader takes, so all that the run may cost is held. */
    private Fact.Quote byTime(Recipe recipe, int questions) {
        Money most = recipe.budget().perRun();
        Price input = prices.find(recipe.target().connection(), recipe.target().baseModel(), Price.Kind.INPUT);
        List<String> warnings = new ArrayList<>(warnings(recipe.target()));
        warnings.add("training with a grader is billed by its time, which cannot be told beforehand: the whole of"
                + " budget.perRun is held");
        return new Fact.Quote(most, most, evaluationLines(recipe, recipe.evaluation().arms(), questions),
                input.source(), input.observedOn(), "training not told; " + questions + " questions an arm",
                validUntil(), warnings);
    }

    private Instant validUntil() {
        return clock.instant().plus(settings.validFor()).truncatedTo(ChronoUnit.SECONDS);
    }

    /** What is to be known of the prices of a target. */
    private List<String> warnings(Recipe.Target target) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return Stream.of(Price.Kind.TRAINING, Price.Kind.INPUT, Price.Kind.OUTPUT).flatMap(kind -> prices.look(
                target.connection(), target.baseModel(), kind).stream()).filter(
                        price -> ChronoUnit.DAYS.between(price.observedOn(),
                                today) > settings.staleAfter().toDays()).map(
                                        price -> "the price of " + price.kind().unit() + " is of " + price.observedOn()
                                                + " ("
                                                + price.source() + "), " + ChronoUnit.DAYS.between(price.observedOn(),
                                                        today)
                                                + " days ago: look whether it still holds").toList();
    }

    /** What it may cost at most to ask some arms some questions, twice each (the model alone, and as it is served). */
    public Money evaluation(Recipe recipe, List<Recipe.Arm> arms, int questions) {
        return evaluationLines(recipe, arms, questions).stream().map(Fact.QuoteLine::amount).reduce(
                Money::plus).orElseThrow();
    }

    /** What it may cost at most to ask one model some questions, twice each, with passages or without. */
    public Money asking(String connection, String baseModel, boolean retrieval, int questions) {
        long prompt = retrieval ? TOKENS_WITH_PASSAGES : TOKENS_ALONE;
        return prices.find(connection, baseModel, Price.Kind.INPUT).of(new TokenCount(2 * prompt * questions)).plus(
                prices.find(connection, baseModel, Price.Kind.OUTPUT).of(new TokenCount(2L * ANSWER_TOKENS_MAX
                        * questions)));
    }

    /** What it may cost at most to have a judge look at some pairs of answers, both ways round. */
    public Money judging(Recipe.Judge judge, long pairs) {
        return judgeLines(judge, pairs).stream().map(Fact.QuoteLine::amount).reduce(Money::plus).orElseThrow();
    }

    private List<Fact.QuoteLine> evaluationLines(Recipe recipe, List<Recipe.Arm> evaluated, int questions) {
        List<Recipe.Arm> arms = new ArrayList<>(evaluated);
        if (recipe.comparesWithChampion()) {
            arms.addAll(List.of(Recipe.Arm.CHAMPION, Recipe.Arm.CHAMPION_RETRIEVAL));
        }
        Recipe.Target target = recipe.target();
        long promptTokens = arms.stream().mapToLong(a -> a.retrieval() ? TOKENS_WITH_PASSAGES : TOKENS_ALONE).sum();
        List<Fact.QuoteLine> lines = new ArrayList<>(List.of(
                line("inference", prices.find(target.connection(), target.baseModel(), Price.Kind.INPUT),
                        new TokenCount(2 * promptTokens * questions)),
                line("inference", prices.find(target.connection(), target.baseModel(), Price.Kind.OUTPUT),
                        new TokenCount(2L * ANSWER_TOKENS_MAX * arms.size() * questions))));
        for (Recipe.Suite suite : recipe.evaluation().suites()) {
            long contests = arms.stream().filter(arm -> recipe.opponent(suite.name(), arm).filter(
                    arms::contains).isPresent()).count();
            Recipe.Judge judge = suite.judge();
            if (judge != null && contests > 0) {
                lines.addAll(judgeLines(judge, contests * questions));
            }
        }
        return lines;
    }

    /** Each pair is shown both ways round. */
    private List<Fact.QuoteLine> judgeLines(Recipe.Judge judge, long pairs) {
        long prompt = (long) JUDGE_TOKENS + judge.rubric().length() / CHARACTERS_A_TOKEN;
        return List.of(line("inference", prices.find(judge.connection(), judge.model(), Price.Kind.INPUT),
                new TokenCount(2 * pairs * prompt)), line("inference", prices.find(judge.connection(), judge.model(),
                        Price.Kind.OUTPUT), new TokenCount(2 * pairs * VERDICT_TOKENS)));
    }

    private static Fact.QuoteLine line(String kind, Price price, TokenCount tokens) {
        return new Fact.QuoteLine(kind, BigDecimal.valueOf(tokens.value()), price.perTokens() + " "
                + price.kind().unit(),
                price.amount(), price.of(tokens));
    }
}
