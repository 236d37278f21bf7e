package io.attune.orchestrator.stage;

import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.Optional;

import io.attune.kernel.ErrorKind;
import io.attune.kernel.Money;
import io.attune.kernel.TokenCount;
import io.attune.orchestrator.evaluation.Evaluations;
import io.attune.orchestrator.quote.Price;
import io.attune.orchestrator.quote.Prices;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.run.Fact;
import io.attune.orchestrator.run.Run;
import io.attune.orchestrator.run.RunEvent;
import io.attune.registry.Attribution;
import io.attune.registry.ChargeKind;
import io.attune.registry.Ledger;
import io.attune.registry.NewCharge;
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
        ReservationOutcome outcome = ledger.reserve(new ReservationRequest(run.project(), run.id(), purpose,
                run.recipe(), amount,
                new ReservationRequest.Limits(recipe.budget().perRun(), recipe.budget().perMonth()),
                new Attribution(recipe.labels(), recipe.target().connection(), run.recipe())));
        return switch (outcome) {
            case ReservationOutcome.Reserved reserved -> Optional.empty();
            case ReservationOutcome.Refused refused -> Optional.of(new RunEvent.Failed(new Fact.Failure(
                    refused.code(), ErrorKind.REFUSED, refused.message(), refused.nextStep(), run.state())));
        };
    }

    /** Charges the training by what the provider says it trained. */
    void chargeTraining(Run run, Recipe recipe, long trainedTokens) {
        charge(run, recipe, "training", ChargeKind.TRAINING, Price.Kind.TRAINING, trainedTokens);
    }

    /** Charges every inference of the evaluation so far, by arm. Called once the arm is complete. */
    void chargeEvaluation(Run run, Recipe recipe) {
        for (Evaluations.ArmUsage usage : evaluations.usage(run.id())) {
            charge(run, recipe, "evaluation/" + usage.arm() + "/input", ChargeKind.INFERENCE, Price.Kind.INPUT,
                    usage.inputTokens());
            charge(run, recipe, "evaluation/" + usage.arm() + "/output", ChargeKind.INFERENCE, Price.Kind.OUTPUT,
                    usage.outputTokens());
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
