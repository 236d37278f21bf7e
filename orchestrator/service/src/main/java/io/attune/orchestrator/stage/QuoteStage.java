package io.attune.orchestrator.stage;

import java.util.Optional;
import java.util.Set;

import io.attune.kernel.Money;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.run.Fact;
import io.attune.orchestrator.run.Run;
import io.attune.orchestrator.run.RunEvent;
import io.attune.orchestrator.run.RunState;
import io.attune.orchestrator.run.Stage;
import org.springframework.stereotype.Component;

/**
 * Quotes the run and holds the money, or ends it when the budget does not suffice. A quote that expired before a person
 * agreed is made again; it goes on only up to what was agreed to.
 */
@Component
class QuoteStage implements Stage {
    private final PinnedRecipe recipes;
    private final Estimate estimate;
    private final Purse purse;
    private final Outbound outbound;
    private final EvaluationEndpoint endpoint;

    QuoteStage(PinnedRecipe recipes, Estimate estimate, Purse purse, Outbound outbound,
            EvaluationEndpoint endpoint) {
        this.recipes = recipes;
        this.estimate = estimate;
        this.purse = purse;
        this.outbound = outbound;
        this.endpoint = endpoint;
    }

    @Override
    public Set<RunState> states() {
        return Set.of(RunState.QUOTING);
    }

    @Override
    public RunEvent perform(Run run, Work work) {
        Recipe recipe = recipes.of(run);
        outbound.require(run, recipe);
        outbound.requireTrainable(run, recipe);
        endpoint.requirePrice(run, recipe);
        Fact.Quote quote = estimate.of(run, recipe);
        return hold(run, recipe, quote).orElseGet(() -> new RunEvent.Quoted(quote, needsApproval(run, recipe, quote)));
    }

    private static boolean needsApproval(Run run, Recipe recipe, Fact.Quote quote) {
        Money agreed = run.facts().find(Fact.Approval.class).map(Fact.Approval::upTo).orElse(
                recipe.budget().approvalAbove());
        return agreed != null && (!agreed.currency().equals(quote.expected().currency())
                || quote.expected().isGreaterThan(agreed));
    }

    /** Of a quote that is made again only what is more than before is held beside what is held already. */
    private Optional<RunEvent> hold(Run run, Recipe recipe, Fact.Quote quote) {
        Fact.Approval approval = run.facts().find(Fact.Approval.class).orElse(null);
        Fact.Quote before = run.facts().find(Fact.Quote.class).orElse(null);
        if (approval == null || before == null || !before.held().currency().equals(quote.held().currency())) {
            return purse.hold(run, recipe, "training-and-evaluation", quote.held());
        }
        return quote.held().isGreaterThan(before.held())
                ? purse.hold(run, recipe, "renewal-" + approval.times(), quote.held().minus(before.held()))
                : Optional.empty();
    }
}
