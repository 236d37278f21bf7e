package io.attune.adapter.openai;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import io.attune.adapter.openai.Account.Flavour;
import io.attune.provider.ProviderFileId;
import io.attune.provider.TrainingFile;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Finds an earlier upload by the digest in its name, and makes sure that it arrived whole. */
final class Uploaded {
    private final Pages pages;
    private final Flavour flavour;

    Uploaded(Pages pages, Flavour flavour) {
        this.pages = pages;
        this.flavour = flavour;
    }

    Optional<ProviderFileId> find(TrainingFile file) {
        String ending = "-" + file.digest().hex() + ".jsonl";
        long bytes = size(file) + Upload.mark(flavour).length;
        AtomicReference<@Nullable JsonNode> newest = new AtomicReference<>();
        pages.read("looking for an earlier upload", "files", "purpose=fine-tune", page -> {
            for (JsonNode entry : page) {
                if (entry.path("filename").stringValue("").endsWith(ending) && isWhole(entry, bytes)) {
                    newest.set(newer(newest.get(), entry));
                }
            }
            return true;
        });
        return Optional.ofNullable(newest.get()).map(entry -> new ProviderFileId(entry.path("id").stringValue("")));
    }

    private static long size(TrainingFile file) {
        try {
            return Files.size(file.content());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The size is checked because an upload may have broken off; the state, because a file may have been found faulty. */
    private static boolean isWhole(JsonNode entry, long bytes) {
        String status = entry.path("status").stringValue("uploaded");
        return entry.path("bytes").asLong(-1) == bytes && !entry.path("id").stringValue("").isBlank()
                && (status.equals("uploaded") || status.equals("processed"));
    }

    private static JsonNode newer(@Nullable JsonNode a, JsonNode b) {
        return a == null || created(b) > created(a) ? b : a;
    }

    private static long created(JsonNode entry) {
        return entry.path("created_at").asLong(0);
    }
}
