package io.attune.orchestrator.recipe;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class RecipeJsonTest {

    @ParameterizedTest
    @ValueSource(strings = {RecipeTexts.DEMO, RecipeTexts.FOUR_LINES,
            RecipeTexts.FOUR_LINES + "knowledge: {none: 'states no facts'}\n",
            RecipeTexts.FOUR_LINES + "choose: best\nunchanged: train\n", TargetTexts.GRID})
    void what_is_shown_with_every_default_reads_as_the_same_recipe(String yaml) {
        Recipe recipe = RecipeTexts.read(yaml);
        ObjectNode shown = RecipeJson.write(recipe);

        Map<String, byte[]> files = new HashMap<>(RecipeTexts.FILES);
        files.put("prompt", recipe.answers().prompt().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        ((ObjectNode) shown.get("answers")).put("prompt", "prompt");
        for (String key : new String[]{"description", "owner"}) {
            if (shown.get(key).stringValue().isEmpty()) {
                shown.remove(key);
            }
        }
        Recipe again = RecipeReader.read(shown.toString(), files, RecipeTexts.CONNECTIONS);
        assertThat(RecipeJson.write(again)).isEqualTo(RecipeJson.write(recipe));
    }
}
