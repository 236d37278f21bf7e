package io.attune.orchestrator.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

import io.attune.dataset.Datasets;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import io.attune.orchestrator.recipe.Method;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.run.Fact;
import io.attune.orchestrator.run.Run;
import io.attune.orchestrator.run.RunEvent;
import io.attune.orchestrator.run.RunState;
import io.attune.orchestrator.run.Stage;
import io.attune.pipeline.Split;
import io.attune.provider.Connections;
import io.attune.provider.FileUpload;
import io.attune.provider.ProviderFileId;
import io.attune.provider.TrainingFile;
import org.springframework.stereotype.Component;

/** Sends the training and validation files, unless they lie at the provider already: nothing is sent twice. */
@Component
class UploadStage implements Stage {
    private final PinnedRecipe recipes;
    private final Datasets datasets;
    private final Connections connections;
    private final Outbound outbound;

    UploadStage(PinnedRecipe recipes, Datasets datasets, Connections connections, Outbound outbound) {
        this.recipes = recipes;
        this.datasets = datasets;
        this.connections = connections;
        this.outbound = outbound;
    }

    @Override
    public Set<RunState> states() {
        return Set.of(RunState.UPLOADING);
    }

    @Override
    public RunEvent perform(Run run, Work work) {
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
        try {
            Path file = Files.createTempFile("attune-upload-", ".jsonl");
            Path changed = Files.createTempFile("attune-upload-", ".jsonl");
            try {
                datasets.exportJsonl(PinnedRecipe.dataset(run), split, file);
                Method method = recipe.target().method();
                Path lines = TrainingLines.changes(method) ? changed : file;
                if (lines.equals(changed)) {
                    TrainingLines.write(method, file, changed);
                }
                TrainingFile content = TrainingFile.of(label(run, split), lines);
                return outbound.send(run, recipe, files, split, content, Files.size(lines));
            } finally {
                Files.deleteIfExists(file);
                Files.deleteIfExists(changed);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String label(Run run, Split split) {
        String recipe = run.recipe().replaceAll("[^A-Za-z0-9_-]", "_");
        return recipe.substring(0, Math.min(40, recipe.length())) + "-" + split.name().toLowerCase(Locale.ROOT);
    }
}
