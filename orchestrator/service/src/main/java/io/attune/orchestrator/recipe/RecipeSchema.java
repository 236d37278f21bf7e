package io.attune.orchestrator.recipe;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The recipe language as JSON Schema (draft 2020-12), for editors. */
final class RecipeSchema {
    private RecipeSchema() {}

    static ObjectNode write() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Attune recipe");
        schema.setAll(RecipeShape.WHOLE.schema());
        return schema;
    }
}
