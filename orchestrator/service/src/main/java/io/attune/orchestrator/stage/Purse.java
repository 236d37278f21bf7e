package io.attune.orchestrator.stage;

import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.Currency;
import java.util.Optional;

import io.attune.kernel.Digest;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.Money;
import io.attune.kernel.TokenCount;
import io.attune.orchestrator.evaluation.Evaluations;
import io.attune.orchestrator.evaluation.judge.Judging;
import io.attune.orchestrator.quote.Price;
import io.attune.orchestrator.quote.Prices;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.run.Fact;
import io.attune.orchestrator.run.Run;
import io.attune.orchestrator.run.RunEvent;
import io.attune.provider.UsageMetering;
import io.attune.registry.Attribution;
import io.attune.registry.ChargeKind;
import io.attune.registry.Ledger;
import io.attune.registry.NewCharge;
import io.attune.registry.Reservation;
import io.attune.registry.ReservationOutcome;
import io.attune.registry.ReservationRequest;
import org.springframework.stereotype.Component;

/** A run's dealings with the ledger: hold before spending, charge what was billed, free the rest. */
@Component
class Purse {
    private final Ledger ledger;
    private final Prices prices;
    private final Evaluations evaluations;
    private final InstantSource clock;

    Purse(Ledger ledger, Prices prices, Evaluations evaluations, InstantSource clock) {
        this.ledger = ledger;
        this.prices = prices;
        this.evaluations = evaluations;
        this.clock = clock;
    }

    /** Holds money against the recipe's budget; the run's end when it does not suffice. */
    Optional<RunEvent> hold(Run run, Recipe recipe, String purpose, Money amount) {
        return switch (reserve(run, recipe, purpose, amount)) {
            case ReservationOutcome.Reserved reserved -> Optional.empty();
            case ReservationOutcome.Refused refused -> Optional.of(new RunEvent.Failed(new Fact.Failure(
                    refused.code(), ErrorKind.REFUSED, refused.message(), refused.nextStep(), run.state())));
        };
    }

    /** Holds money against the recipe's budget and every other that covers it, or says what is in the way. */
    ReservationOutcome reserve(Run run, Recipe recipe, String purpose, Money amount) {
        return ledger.reserve(new ReservationRequest(run.project(), run.id(), purpose, run.recipe(), amount,
                limits(recipe), attribution(run, recipe)));
    }

    static ReservationRequest.Limits limits(Recipe recipe) {
        return new ReservationRequest.Limits(recipe.budget().perRun(), recipe.budget().perMonth());
    }

    static Attribution attribution(Run run, Recipe recipe) {
        return new Attribution(recipe.labels(), recipe.target().connection(), run.recipe());
    }

    /** What a run still holds in a currency. */
    Money held(Run run, Currency currency) {
        return ledger.reservations(run.project(), run.id()).stream().filter(Reservation::open).map(
                Reservation::remaining).filter(money -> money.currency().equals(currency)).reduce(Money.zero(currency),
                        Money::plus);
    }

    /**
     * Charges the training by what its provider metered.
     *
     * @return false when nobody said what an hour costs, and nothing was charged
     */
    boolean chargeMetered(Run run, Recipe recipe, UsageMetering.Usage used) {
        Optional<Price> price = prices.look(recipe.target().connection(), recipe.target().baseModel(),
                Price.Kind.TRAINING_HOURS);
        if (price.isPresent() && used.quantity().signum() > 0) {
            ledger.charge(new NewCharge(run.project(), run.id() + "/training", run.id(), run.recipe(), run.recipe(),
                    ChargeKind.TRAINING, price.get().of(used.quantity()), used.quantity(), used.unit(),
                    price.get().source(), recipe.labels(), clock.instant(), NewCharge.Stage.METERED, usage(run,
                            recipe)));
        }
        return price.isPresent();
    }

    /** Charges the training by what the provider says it trained. */
    void chargeTraining(Run run, Recipe recipe, long trainedTokens) {
        charge(run, recipe, "training", ChargeKind.TRAINING, Price.Kind.TRAINING, trainedTokens);
    }

    /** Charges every inference of the evaluation so far, by arm and suite. Called once nothing more is asked. */
    void chargeEvaluation(Run run, Recipe recipe) {
        for (Evaluations.ArmUsage usage : evaluations.usage(run.id())) {
            String what = "evaluation/" + usage.arm() + "/" + usage.suite();
            charge(run, recipe, what + "/input", ChargeKind.INFERENCE, Price.Kind.INPUT,
                    usage.inputTokens());
            charge(run, recipe, what + "/output", ChargeKind.INFERENCE, Price.Kind.OUTPUT,
                    usage.outputTokens());
        }
        for (Judging.Usage usage : evaluations.judged(run.id())) {
            Recipe judging = recipe.at(new Recipe.Target("judge", usage.connection(), usage.model(), null, null, null,
                    null));
            String what = "evaluation/judge/" + Digest.of(usage.connection() + " " + usage.model()).shortForm();
            charge(run, judging, what + "/input", ChargeKind.INFERENCE, Price.Kind.INPUT, usage.inputTokens());
            charge(run, judging, what + "/output", ChargeKind.INFERENCE, Price.Kind.OUTPUT, usage.outputTokens());
        }
    }

    /** Frees what the run still holds. */
    void release(Run run) {
        ledger.release(run.project(), run.id());
    }

    private void charge(Run run, Recipe recipe, String what, ChargeKind kind, Price.Kind priced, long tokens) {
        if (tokens == 0) {
            return;
        }
        Price price = prices.find(recipe.target().connection(), recipe.target().baseModel(), priced);
        ledger.charge(new NewCharge(run.project(), run.id() + "/" + what, run.id(), run.recipe(), run.recipe(), kind,
                price.of(new TokenCount(tokens)), BigDecimal.valueOf(tokens), priced.unit(), price.source(),
                recipe.labels(), clock.instant(), NewCharge.Stage.METERED, usage(run, recipe)));
    }

    private static NewCharge.Usage usage(Run run, Recipe recipe) {
        Recipe.Target target = recipe.target();
        return new NewCharge.Usage(target.connection(),
                run.facts().find(Fact.Job.class).map(job -> job.id().value()).orElse(null), run.recipe(), null,
                target.baseModel(),
                run.facts().find(Fact.Dataset.class).map(dataset -> dataset.name() + "@" + dataset.number()).orElse(
                        null),
                target.method().word(), target.epochs());
    }
}
