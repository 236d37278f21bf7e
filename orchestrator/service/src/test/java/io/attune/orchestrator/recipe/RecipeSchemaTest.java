package io.attune.orchestrator.recipe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.attune.kernel.Problems;
import io.attune.orchestrator.recipe.text.YamlText;
import io.attune.pipeline.plan.CurationPlan;
import io.attune.pipeline.step.StepCatalog;
import org.junit.jupiter.api.Test;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class RecipeSchemaTest {
    private final JsonNode schema = RecipeSchema.write();

    @Test
    void every_key_of_the_whole_recipe_is_described() {
        Problems problems = new Problems();
        JsonNode demo = JsonMapper.shared().valueToTree(
                YamlText.parse(RecipeTexts.DEMO, problems).root().plain());
        List<String> unknown = new ArrayList<>();
        collectUnknown(demo, schema, "", unknown);
        assertThat(unknown).isEmpty();
        assertThat(schema.get("properties").propertyNames()).containsExactlyInAnyOrderElementsOf(
                Stream.concat(Stream.of("extends"), demo.propertyNames().stream()).toList());
    }

    @Test
    void a_key_that_the_schema_does_not_know_is_refused_by_the_reader_too() {
        assertThat(RecipeTexts.problems(RecipeTexts.DEMO + "canary: none\n")).extracting(
                p -> p.place()).containsExactly(
                        "/canary");
        assertThat(schema.get("additionalProperties").booleanValue()).isFalse();
    }

    @Test
    void it_demands_what_the_reader_demands() {
        assertThat(schema.at("/else/required").valueStream().map(JsonNode::stringValue)).containsExactlyInAnyOrder(
                "recipe", "sources", "targets", "budget");
    }

    @Test
    void what_is_demanded_may_be_inherited() {
        assertThat(schema.at("/if/required/0").stringValue()).isEqualTo("extends");
        assertThat(schema.get("required").valueStream().map(JsonNode::stringValue)).containsExactly("recipe");
    }

    @Test
    void the_file_that_is_shipped_beside_the_demo_is_this_schema() throws IOException {
        Path made = Path.of("target", "recipe.schema.json");
        DefaultIndenter indenter = new DefaultIndenter("    ", "\n");
        PrettyPrinter printer = new DefaultPrettyPrinter(Separators.createDefaultInstance().withObjectNameValueSpacing(
                Separators.Spacing.AFTER)).withObjectIndenter(indenter).withArrayIndenter(indenter);
        Files.writeString(made, JsonMapper.shared().writer().with(printer).writeValueAsString(schema) + "\n");
        Path shipped = Path.of("..", "..", "infra", "cli", "src", "main", "demo", "recipe.schema.json");
        assertThat(shipped).as("copy %s over %s", made, shipped).hasSameTextualContentAs(made);
    }

    @Test
    void it_names_the_steps_of_the_pipeline() {
        Set<String> steps = Set.copyOf(StepCatalog.names());
        assertThat(schema.at("/properties/steps/items/anyOf/0/enum").valueStream().map(
                JsonNode::stringValue)).containsExactlyInAnyOrderElementsOf(steps);
    }

    @Test
    void it_describes_a_query_as_the_plan_writes_it() {
        CurationPlan plan = CurationPlan.ofMap(Map.of("sources", List.of(Map.of("name", "rows", "type", "jdbc",
                "connection", "desk", "query", "select 1 where 1 > :watermark", "watermark", "at", "license", "x",
                "personalData", "none"))));
        JsonNode written = JsonMapper.shared().valueToTree(plan.toMap().get("sources")).get(0);
        JsonNode described = schema.at("/properties/sources/items/oneOf").valueStream().filter(branch -> branch.at(
                "/properties/type/const").asString("").equals("jdbc")).findFirst().orElseThrow();
        assertThat(described.get("properties").propertyNames()).containsAll(written.propertyNames());
    }

    @Test
    void each_part_says_what_it_is_for() {
        assertThat(schema.get("properties").valueStream()).allSatisfy(
                part -> assertThat(part.get("description").stringValue()).isNotBlank());
    }

    private static void collectUnknown(JsonNode value, JsonNode schema, String place, List<String> unknown) {
        if (schema.has("oneOf") || schema.has("anyOf")) {
            JsonNode branches = schema.has("oneOf") ? schema.get("oneOf") : schema.get("anyOf");
            boolean fits = branches.valueStream().anyMatch(branch -> {
                List<String> misfits = new ArrayList<>();
                collectUnknown(value, branch, place, misfits);
                return misfits.isEmpty();
            });
            if (!fits) {
                unknown.add(place);
            }
        } else if (value.isObject()) {
            value.properties().forEach(entry -> {
                JsonNode property = schema.path("properties").path(entry.getKey());
                JsonNode other = schema.path("additionalProperties");
                if (property.isMissingNode() && !other.isObject() && !schema.path("type").asString().equals("object")
                        || property.isMissingNode() && other.isBoolean()) {
                    unknown.add(place + "/" + entry.getKey());
                } else {
                    collectUnknown(entry.getValue(), property.isMissingNode() ? other : property,
                            place + "/" + entry.getKey(), unknown);
                }
            });
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                collectUnknown(value.get(i), schema.path("items"), place + "/" + i, unknown);
            }
        } else if (schema.has("enum")) {
            if (schema.get("enum").valueStream().noneMatch(value::equals)) {
                unknown.add(place);
            }
        } else if (schema.has("const") && !schema.get("const").equals(value)) {
            unknown.add(place);
        }
    }
}
