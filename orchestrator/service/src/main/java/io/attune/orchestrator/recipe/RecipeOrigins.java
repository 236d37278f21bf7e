package io.attune.orchestrator.recipe;

import java.util.LinkedHashMap;
import java.util.Map;

import io.attune.orchestrator.recipe.text.Inheritance.Origin;
import tools.jackson.databind.JsonNode;

/** Says of each value of a recipe who wrote it. */
final class RecipeOrigins {
    private static final String DEFAULT = "default";
    private static final String POLICY = "project policy";

    private RecipeOrigins() {}

    /**
     * The origin of each single value, by its JSON pointer.
     *
     * @param explained with every default, and what the project's policy asks for
     * @param own the same without the policy
     * @param written where each part was written
     */
    static Map<String, String> of(JsonNode explained, JsonNode own, Map<String, Origin> written) {
        Map<String, String> origins = new LinkedHashMap<>();
        collect(explained, "", written, origins);
        origins.replaceAll((place, origin) -> own.at(place).equals(explained.at(place)) ? origin : POLICY);
        return origins;
    }

    private static void collect(JsonNode value, String place, Map<String, Origin> written,
            Map<String, String> origins) {
        if (value.isObject() && !value.isEmpty()) {
            value.properties().forEach(entry -> collect(entry.getValue(), place + "/" + entry.getKey().replace("~",
                    "~0").replace("/", "~1"), written, origins));
        } else if (value.isArray() && !value.isEmpty()) {
            for (int i = 0; i < value.size(); i++) {
                collect(value.get(i), place + "/" + i, written, origins);
            }
        } else {
            Origin origin = written.get(place);
            origins.put(place, origin == null ? DEFAULT : origin.toString());
        }
    }
}
