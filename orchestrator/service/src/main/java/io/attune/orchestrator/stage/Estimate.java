package io.attune.orchestrator.stage;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

import io.attune.dataset.DatasetVersionRef;
import io.attune.dataset.Datasets;
import io.attune.kernel.ProjectId;
import io.attune.kernel.TokenCount;
import io.attune.orchestrator.evaluation.Evaluations;
import io.attune.orchestrator.quote.Quoter;
import io.attune.orchestrator.quote.TokenSample;
import io.attune.orchestrator.recipe.Method;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.recipe.Trainer;
import io.attune.orchestrator.run.Fact;
import io.attune.orchestrator.run.Run;
import io.attune.pipeline.CuratedExample;
import io.attune.pipeline.Example;
import io.attune.pipeline.Judgement;
import io.attune.pipeline.Message;
import io.attune.pipeline.Split;
import io.attune.provider.ChatMessage;
import io.attune.provider.Connections;
import io.attune.provider.ProviderModelId;
import io.attune.provider.TokenCounting;
import io.attune.provider.UsageMetering;
import org.springframework.stereotype.Component;

/** What training a dataset at a target is expected to cost, by its tokens and the prices in force. */
@Component
class Estimate {
    /** About so many examples are counted by the provider itself. */
    private static final int SAMPLE = 64;

    private final Datasets datasets;
    private final Evaluations evaluations;
    private final Quoter quoter;
    private final Connections connections;

    Estimate(Datasets datasets, Evaluations evaluations, Quoter quoter, Connections connections) {
        this.datasets = datasets;
        this.evaluations = evaluations;
        this.quoter = quoter;
        this.connections = connections;
    }

    /** Of a run's own dataset. */
    Fact.Quote of(Run run, Recipe recipe) {
        Fact.Dataset dataset = run.facts().get(Fact.Dataset.class);
        return of(run.project(), recipe, PinnedRecipe.dataset(run), dataset.trainTokens());
    }

    /**
     * Of any dataset. Its examples are sent to a provider that counts tokens by itself, so egress is to be asked before.
     *
     * @throws io.attune.kernel.PlatformException of code {@code no-price}
     */
    Fact.Quote of(ProjectId project, Recipe recipe, DatasetVersionRef dataset, long tokens) {
        int questions = evaluations.questions(recipe.evaluation().suites(), dataset);
        return byHours(project, recipe, questions).orElseGet(() -> byTokens(project, recipe, dataset, tokens,
                questions));
    }

    /** Trainers of one's own are billed by the hours they hold. */
    private Optional<Fact.Quote> byHours(ProjectId project, Recipe recipe, int questions) {
        Trainer trainer = recipe.target().trainer();
        return connections.provider(project, recipe.target().connection()).ability(UsageMetering.class).flatMap(
                metering -> metering.atMost(trainer == null ? null : trainer.choice())).flatMap(
                        most -> quoter.byHours(recipe, most.quantity(), most.unit(), questions));
    }

    private Fact.Quote byTokens(ProjectId project, Recipe recipe, DatasetVersionRef dataset, long tokens,
            int questions) {
        CountedTokens counted = count(project, recipe, dataset);
        return quoter.quote(recipe, new TokenCount(counted.tokens().orElse(tokens)), counted.tokens().isEmpty()
                ? Quoter.Counted.BY_TOKENIZER
                : counted.by(), questions);
    }

    /** @param tokens empty when the provider's server does not count */
    private record CountedTokens(OptionalLong tokens, Quoter.Counted by) {}

    /** The training file's tokens in the provider's own vocabulary. */
    private CountedTokens count(ProjectId project, Recipe recipe, DatasetVersionRef dataset) {
        TokenCounting counting = connections.provider(project, recipe.target().connection()).ability(
                TokenCounting.class).orElse(null);
        if (counting == null) {
            return new CountedTokens(OptionalLong.empty(), Quoter.Counted.BY_TOKENIZER);
        }
        ProviderModelId model = new ProviderModelId(recipe.target().baseModel());
        try (Stream<CuratedExample> examples = datasets.examples(dataset, Split.TRAIN)) {
            List<CuratedExample> all = examples.toList();
            TokenSample sample = new TokenSample(all.stream().map(CuratedExample::tokens).toList(), SAMPLE);
            return new CountedTokens(sample.estimate(i -> counting.countTokens(model, trained(all.get(i).example(),
                    recipe.target().method()))), sample.isWhole()
                            ? Quoter.Counted.BY_PROVIDER
                            : Quoter.Counted.BY_SAMPLE);
        }
    }

    /** What of an example stands in the training file. */
    private static List<ChatMessage> trained(Example example, Method method) {
        boolean chosen = method instanceof Method.Supervised(boolean onlyChosen) && onlyChosen;
        Stream<Message> messages = chosen && example.judgement() instanceof Judgement.Preference pair
                ? Stream.concat(example.messages().stream(), pair.preferred().stream())
                : example.allMessages();
        return messages.map(m -> new ChatMessage(ChatMessage.Role.valueOf(m.role().name().toUpperCase(Locale.ROOT)),
                m.content())).toList();
    }
}
