package io.attune.provider;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import io.attune.kernel.Digest;

/**
 * A file of examples in the provider's own format.
 *
 * @param label a readable part of its name: 1 to 60 letters, digits, {@code _} or {@code -}
 * @param digest of its content, by which an earlier upload is known again
 * @param content a local file in UTF-8 without byte order mark, read while it is sent
 */
public record TrainingFile(String label, Digest digest, Path content) {
    public TrainingFile {
        if (!label.matches("[A-Za-z0-9_-]{1,60}")) {
            throw new IllegalArgumentException(
                    "A training file's label is 1 to 60 letters, digits, '_' or '-', not '" + label + "'");
        }
    }

    /**
     * A file whose digest is read from its content.
     *
     * @throws IOException when it cannot be read
     */
    public static TrainingFile of(String label, Path content) throws IOException {
        try (InputStream in = Files.newInputStream(content)) {
            return new TrainingFile(label, Digest.of(in), content);
        }
    }

    /** How the provider shows it: label, digest and {@code .jsonl}. */
    public String name() {
        return label + "-" + digest.hex() + ".jsonl";
    }
}
