package io.attune.orchestrator.stage;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

import io.attune.dataset.DatasetVersionRef;
import io.attune.dataset.Datasets;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.recipe.Trainer;
import io.attune.pipeline.Split;
import io.attune.provider.Connections;
import io.attune.provider.FileUpload;
import io.attune.provider.FineTuneProvider;
import io.attune.provider.Hyperparameters;
import io.attune.provider.ProviderException;
import io.attune.provider.ProviderFileId;
import io.attune.provider.ProviderModelId;
import io.attune.provider.RunKey;
import io.attune.provider.SubmitRequest;
import io.attune.provider.VendorQuote;
import org.springframework.stereotype.Component;

/**
 * What a provider itself says a training would cost and last, where it says so and has the training file already. Nothing is
 * sent for the question's sake.
 */
@Component
class VendorQuotes {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Connections connections;
    private final Datasets datasets;
    private final InstantSource clock;

    VendorQuotes(Connections connections, Datasets datasets, InstantSource clock) {
        this.connections = connections;
        this.datasets = datasets;
        this.clock = clock;
    }

    /** Empty where the provider does not tell, or cannot be asked now. */
    Optional<VendorQuote.Quoted> ask(ProjectId project, Recipe recipe, DatasetVersionRef dataset) {
        FineTuneProvider provider = connections.provider(project, recipe.target().connection());
        VendorQuote tells = provider.ability(VendorQuote.class).orElse(null);
        FileUpload files = provider.ability(FileUpload.class).orElse(null);
        if (tells == null || files == null) {
            return Optional.empty();
        }
        try {
            Optional<ProviderFileId> there = new TrainingFiles(datasets).use(recipe.name(), dataset, Split.TRAIN,
                    recipe.target().method(), (content, bytes) -> files.find(content));
            return there.flatMap(file -> tells.quote(request(recipe, dataset, file)));
        } catch (ProviderException e) {
            return Optional.empty();
        }
    }

    private SubmitRequest request(Recipe recipe, DatasetVersionRef dataset, ProviderFileId file) {
        Recipe.Target target = recipe.target();
        Trainer trainer = target.trainer();
        return new SubmitRequest(new RunKey("quote-" + dataset.digest().shortForm()), new ProviderModelId(
                target.baseModel()), file, null, target.method().training(), new Hyperparameters(target.epochs(),
                        target.batchSize(), target.learningRate(), target.seed(), target.loraRank()), "quote",
                Map.of("recipe", recipe.name()), clock.instant().plus(PATIENCE), trainer == null
                        ? null
                        : trainer.choice());
    }
}
