package io.attune.orchestrator.recipe;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The recipe language as JSON Schema (draft 2020-12), for editors. What is required may be inherited. */
final class RecipeSchema {
    private RecipeSchema() {}

    static ObjectNode write() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Attune recipe");
        schema.setAll(RecipeShape.WHOLE.schema());
        JsonNode required = schema.remove("required");
        schema.putArray("required").add(RecipeShape.RECIPE.key());
        schema.putObject("if").putArray("required").add(RecipeShape.EXTENDS.key());
        schema.putObject("then");
        schema.putObject("else").set("required", required);
        return schema;
    }
}
