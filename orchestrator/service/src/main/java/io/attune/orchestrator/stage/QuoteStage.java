package io.attune.orchestrator.stage;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

import io.attune.dataset.Datasets;
import io.attune.kernel.TokenCount;
import io.attune.orchestrator.evaluation.Evaluations;
import io.attune.orchestrator.quote.Quoter;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.run.Fact;
import io.attune.orchestrator.run.Run;
import io.attune.orchestrator.run.RunEvent;
import io.attune.orchestrator.run.RunState;
import io.attune.orchestrator.run.Stage;
import io.attune.pipeline.CuratedExample;
import io.attune.pipeline.Split;
import io.attune.provider.ChatMessage;
import io.attune.provider.Connections;
import io.attune.provider.ProviderModelId;
import io.attune.provider.TokenCounting;
import org.springframework.stereotype.Component;

/** Quotes the run and holds the money, or ends it when the budget does not suffice. */
@Component
class QuoteStage implements Stage {
    /** Every n-th example up to this many is counted by the provider itself. */
    private static final int SAMPLE = 64;

    private final PinnedRecipe recipes;
    private final Datasets datasets;
    private final Evaluations evaluations;
    private final Quoter quoter;
    private final Purse purse;
    private final Connections connections;
    private final Outbound outbound;

    QuoteStage(PinnedRecipe recipes, Datasets datasets, Evaluations evaluations, Quoter quoter, Purse purse,
            Connections connections, Outbound outbound) {
        this.recipes = recipes;
        this.datasets = datasets;
        this.evaluations = evaluations;
        this.quoter = quoter;
        this.purse = purse;
        this.connections = connections;
        this.outbound = outbound;
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
        Fact.Dataset dataset = run.facts().get(Fact.Dataset.class);
        OptionalLong counted = countBySample(run, recipe, dataset);
        int questions = evaluations.questions(recipe.evaluation().suites(), PinnedRecipe.dataset(run));
        Fact.Quote quote = quoter.quote(recipe, new TokenCount(counted.orElse(dataset.trainTokens())),
                counted.isPresent(), questions);
        return purse.hold(run, recipe, "training-and-evaluation", quote.held()).orElseGet(() -> {
            var threshold = recipe.budget().approvalAbove();
            return new RunEvent.Quoted(quote, threshold != null && quote.expected().isGreaterThan(threshold));
        });
    }

    /** The training file's tokens in the provider's own vocabulary, or empty when its server does not count. */
    private OptionalLong countBySample(Run run, Recipe recipe, Fact.Dataset dataset) {
        var counting = connections.provider(run.project(), recipe.target().connection()).ability(TokenCounting.class);
        if (counting.isEmpty()) {
            return OptionalLong.empty();
        }
        ProviderModelId model = new ProviderModelId(recipe.target().baseModel());
        long every = Math.max(1, dataset.train() / SAMPLE);
        try (Stream<CuratedExample> examples = datasets.examples(PinnedRecipe.dataset(run), Split.TRAIN)) {
            List<CuratedExample> all = examples.toList();
            long sum = 0;
            int sampled = 0;
            for (int i = 0; i < all.size(); i += (int) every) {
                OptionalLong count = counting.get().countTokens(model, messages(all.get(i)));
                if (count.isEmpty()) {
                    return OptionalLong.empty();
                }
                sum += count.getAsLong();
                sampled++;
            }
            return sampled == 0 ? OptionalLong.empty() : OptionalLong.of(Math.ceilDiv(sum * all.size(), sampled));
        }
    }

    private static List<ChatMessage> messages(CuratedExample example) {
        return example.example().allMessages().map(m -> new ChatMessage(ChatMessage.Role.valueOf(
                m.role().name().toUpperCase(Locale.ROOT)), m.content())).toList();
    }
}
