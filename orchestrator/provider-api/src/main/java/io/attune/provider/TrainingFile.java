package io.attune.provider;

import java.nio.file.Path;

/**
 * A file of examples in the provider's own format.
 *
 * @param name how the provider shall show it, ending in {@code .jsonl}
 * @param content a local file, read while it is sent
 */
public record TrainingFile(String name, Path content) {
}
