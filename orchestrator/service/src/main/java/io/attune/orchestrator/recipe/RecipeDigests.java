package io.attune.orchestrator.recipe;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.attune.kernel.CanonicalJson;
import io.attune.kernel.Digest;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Names a recipe's content, whatever its comments, order of keys and defaults left out. */
final class RecipeDigests {
    private RecipeDigests() {}

    static Digest whole(Recipe recipe, Map<String, Digest> files) {
        return of(RecipeJson.write(recipe), files);
    }

    /** What decides the dataset. */
    static Digest curation(Recipe recipe, Map<String, Digest> files) {
        SortedMap<String, Digest> sources = new TreeMap<>(files);
        sources.keySet().removeIf(file -> !recipe.curation().isNamed(file));
        return of(JsonNodeFactory.instance.objectNode().put("plan", recipe.curation().digest().toString()), sources);
    }

    private static Digest of(ObjectNode content, Map<String, Digest> files) {
        ObjectNode digests = content.putObject("files");
        new TreeMap<>(files).forEach((path, digest) -> digests.put(path, digest.toString()));
        return CanonicalJson.digest(content);
    }
}
