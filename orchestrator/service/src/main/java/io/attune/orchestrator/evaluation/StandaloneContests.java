package io.attune.orchestrator.evaluation;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;

import io.attune.kernel.Digest;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.Money;
import io.attune.kernel.PlatformException;
import io.attune.kernel.TokenCount;
import io.attune.orchestrator.evaluation.judge.Judging;
import io.attune.orchestrator.quote.Price;
import io.attune.orchestrator.quote.Prices;
import io.attune.orchestrator.quote.Quoter;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.recipe.Recipe.Measure;
import io.attune.registry.ChargeKind;
import io.attune.registry.Ledger;
import io.attune.registry.NewCharge;
import org.springframework.stereotype.Component;

/** Win rates of a version that is evaluated by itself, against every arm that was named beside it: judged, held for and charged. */
@Component
class StandaloneContests {
    private final Contests contests;
    private final Quoter quoter;
    private final Prices prices;
    private final Ledger ledger;
    private final InstantSource clock;

    StandaloneContests(Contests contests, Quoter quoter, Prices prices, Ledger ledger, InstantSource clock) {
        this.contests = contests;
        this.quoter = quoter;
        this.prices = prices;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** @throws PlatformException when a win rate is wished for by name that nobody could tell */
    static void require(EvaluationWish wish, List<Recipe.Suite> suites) {
        if (!wish.measures().contains(Measure.WIN_RATE.toString())) {
            return;
        }
        if (wish.against().isEmpty()) {
            throw new PlatformException(ErrorCode.INVALID_INPUT, "A win rate is against somebody, and nobody is named",
                    "Name champion, base or another version: --against champion");
        }
        suites.stream().filter(suite -> suite.judge() == null).findFirst().ifPresent(suite -> {
            throw new PlatformException(ErrorCode.INVALID_INPUT, "The suite '" + suite.name()
                    + "' has no judge, so no win rate can be told", "Ask a suite of the recipe that names a judge.");
        });
    }

    /**
     * Judges what is missing, for some seconds.
     *
     * @return how long to wait before it is called again, or empty when nothing is missing
     */
    Optional<Duration> advance(StandaloneStore.Row row, EvaluationWish wish, Collection<String> arms,
            List<Recipe.Suite> suites) {
        return contests.advance(row.id(), row.project(), Contests.Opponents.of(wish), arms, suites)
                ? Optional.empty()
                : Optional.of(Duration.ZERO);
    }

    /**
     * What judges may cost at most, one amount for each suite that is judged.
     *
     * @param questions how many a suite has
     */
    List<Money> most(EvaluationWish wish, Collection<String> arms, List<Recipe.Suite> suites,
            ToIntFunction<Recipe.Suite> questions) {
        return suites.stream().flatMap(suite -> {
            long pairs = (long) Contests.count(suite, Contests.Opponents.of(wish), arms) * questions.applyAsInt(suite);
            return Optional.ofNullable(suite.judge()).filter(_ -> pairs > 0).map(judge -> quoter.judging(judge,
                    pairs)).stream();
        }).toList();
    }

    /**
     * Charges what judges billed, each once however often it is called.
     *
     * @param unpriced to which is added what nobody says the price of
     */
    void charge(StandaloneStore.Row row, String model, Map<String, String> labels, Set<String> unpriced) {
        for (Judging.Usage usage : contests.usage(row.id())) {
            charge(row, model, labels, usage, Price.Kind.INPUT, usage.inputTokens(), unpriced);
            charge(row, model, labels, usage, Price.Kind.OUTPUT, usage.outputTokens(), unpriced);
        }
    }

    private void charge(StandaloneStore.Row row, String model, Map<String, String> labels, Judging.Usage usage,
            Price.Kind kind, long tokens, Set<String> unpriced) {
        if (tokens == 0) {
            return;
        }
        Optional<Price> found = prices.look(usage.connection(), usage.model(), kind);
        if (found.isEmpty()) {
            unpriced.add(tokens + " " + kind.unit() + " of the judge '" + usage.model() + "' on '" + usage.connection()
                    + "'");
            return;
        }
        Price price = found.get();
        ledger.charge(new NewCharge(row.project(), row.id() + "/judge/" + Digest.of(usage.connection() + " "
                + usage.model()).shortForm() + (kind == Price.Kind.INPUT ? "/input" : "/output"), row.id().spender(),
                model, model, ChargeKind.INFERENCE, price.of(new TokenCount(tokens)), BigDecimal.valueOf(tokens),
                kind.unit(), price.source(), labels, clock.instant(), NewCharge.Stage.METERED, new NewCharge.Usage(
                        usage.connection(), null, null, null, usage.model(), null, null, null)));
    }
}
