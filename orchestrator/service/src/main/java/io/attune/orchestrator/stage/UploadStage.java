package io.attune.orchestrator.stage;

import java.util.Set;

import io.attune.dataset.Datasets;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.run.Fact;
import io.attune.orchestrator.run.Run;
import io.attune.orchestrator.run.RunEvent;
import io.attune.orchestrator.run.RunState;
import io.attune.orchestrator.run.Stage;
import io.attune.orchestrator.suite.NeverTrained;
import io.attune.pipeline.Split;
import io.attune.provider.Connections;
import io.attune.provider.FileUpload;
import io.attune.provider.ProviderFileId;
import org.springframework.stereotype.Component;

/** Sends the training and validation files, unless they lie at the provider already: nothing is sent twice. */
@Component
class UploadStage implements Stage {
    private final PinnedRecipe recipes;
    private final Datasets datasets;
    private final Connections connections;
    private final Outbound outbound;
    private final NeverTrained neverTrained;

    UploadStage(PinnedRecipe recipes, Datasets datasets, Connections connections, Outbound outbound,
            NeverTrained neverTrained) {
        this.recipes = recipes;
        this.datasets = datasets;
        this.connections = connections;
        this.outbound = outbound;
        this.neverTrained = neverTrained;
    }

    @Override
    public Set<RunState> states() {
        return Set.of(RunState.UPLOADING);
    }

    @Override
    public RunEvent perform(Run run, Work work) {
        neverTrained.refusal(PinnedRecipe.dataset(run)).ifPresent(refusal -> {
            throw refusal;
        });
        Recipe recipe = recipes.of(run);
        FileUpload files = connections.provider(run.project(), recipe.target().connection()).ability(
                FileUpload.class).orElseThrow(
                        () -> new PlatformException(new ErrorCode("upload-not-available", ErrorKind.INVALID),
                                "Connection '" + recipe.target().connection() + "' takes no uploaded files",
                                "Use another connection."));
        work.progress("upload", 0, 2, "training file");
        ProviderFileId training = upload(files, run, recipe, Split.TRAIN);
        work.progress("upload", 1, 2, "validation file");
        boolean validates = run.facts().get(Fact.Dataset.class).validation() > 0;
        return new RunEvent.Uploaded(new Fact.Upload(training, validates
                ? upload(files, run, recipe, Split.VALIDATION)
                : null));
    }

    private ProviderFileId upload(FileUpload files, Run run, Recipe recipe, Split split) {
        return new TrainingFiles(datasets).use(run.recipe(), PinnedRecipe.dataset(run), split, recipe.target().method(),
                (content, bytes) -> outbound.send(run, recipe, files, split, content, bytes));
    }
}
