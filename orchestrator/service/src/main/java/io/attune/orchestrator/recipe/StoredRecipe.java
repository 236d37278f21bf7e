package io.attune.orchestrator.recipe;

import java.time.Instant;
import java.util.Map;

import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import io.attune.platform.ObjectKey;

/**
 * A version of a recipe. It never changes.
 *
 * @param version from 1
 * @param digest SHA-256 of canonical JSON of the recipe with its defaults and of the digests of its files
 * @param curationDigest the same of what decides the dataset: sources, steps, split and the sources' files
 * @param recipe with every default filled in
 * @param files where the bytes of the files it names lie, by the path it uses
 * @param yaml as it was sent
 */
public record StoredRecipe(ProjectId project, String name, int version, Digest digest, Digest curationDigest,
        Recipe recipe, Map<String, ObjectKey> files, String yaml, String author, Instant createdAt) {
}
