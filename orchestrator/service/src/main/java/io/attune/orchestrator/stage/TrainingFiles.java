package io.attune.orchestrator.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import io.attune.dataset.DatasetVersionRef;
import io.attune.dataset.Datasets;
import io.attune.orchestrator.recipe.Method;
import io.attune.pipeline.Split;
import io.attune.provider.TrainingFile;

/** The files of a dataset version as a method learns from them: the same version and method give the same bytes. */
final class TrainingFiles {
    private final Datasets datasets;

    TrainingFiles(Datasets datasets) {
        this.datasets = datasets;
    }

    /** What is done with a file while it lies here. */
    interface Use<T> {
        T with(TrainingFile content, long bytes);
    }

    /** Writes a split to a file that is gone afterwards. */
    <T> T use(String recipe, DatasetVersionRef dataset, Split split, Method method, Use<T> use) {
        try {
            Path file = Files.createTempFile("attune-upload-", ".jsonl");
            Path changed = Files.createTempFile("attune-upload-", ".jsonl");
            try {
                datasets.exportJsonl(dataset, split, file);
                if (TrainingLines.changes(method)) {
                    TrainingLines.write(method, file, changed);
                }
                Path lines = TrainingLines.changes(method) ? changed : file;
                return use.with(TrainingFile.of(label(recipe, split), lines), Files.size(lines));
            } finally {
                Files.deleteIfExists(file);
                Files.deleteIfExists(changed);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String label(String recipe, Split split) {
        String plain = recipe.replaceAll("[^A-Za-z0-9_-]", "_");
        return plain.substring(0, Math.min(40, plain.length())) + "-" + split.name().toLowerCase(Locale.ROOT);
    }
}
