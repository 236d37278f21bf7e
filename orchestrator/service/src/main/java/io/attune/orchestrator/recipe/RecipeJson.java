package io.attune.orchestrator.recipe;

import java.util.List;
import java.util.Map;

import io.attune.orchestrator.egress.DataPolicy;
import io.attune.orchestrator.recipe.Recipe.Knowledge;
import io.attune.orchestrator.recipe.Recipe.Questions;
import io.attune.orchestrator.recipe.Recipe.Suite;
import io.attune.orchestrator.recipe.timing.ScheduleJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A recipe in the words of the recipe language, with every default written out: what people are shown, and what the
 * digest is taken of. The prompt stands in it as text, because its file is only where the text came from.
 */
final class RecipeJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private RecipeJson() {}

    static ObjectNode write(Recipe recipe) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("recipe", recipe.name());
        json.put("description", recipe.description());
        json.put("owner", recipe.owner());
        json.set("labels", MAPPER.valueToTree(recipe.labels()));
        if (!recipe.data().equals(DataPolicy.DEFAULT)) {
            json.set("data", data(recipe.data()));
        }
        json.setAll(MAPPER.<ObjectNode>valueToTree(recipe.curation().toMap()));
        json.set("evaluation", evaluation(recipe));
        json.set("retrievalFirst", retrievalFirst(recipe));
        recipe.gates().forEach(gate -> json.withArray("gates").add(GateJson.write(gate)));
        TargetJson.write(recipe.targets(), json);
        json.set("budget", budget(recipe));
        json.putObject("promotion").put("alias", recipe.promotion().alias()).put("approvals",
                recipe.promotion().approvals());
        json.set("knowledge", knowledge(recipe.knowledge()));
        json.putObject("answers").put("prompt", recipe.answers().prompt()).put("withoutSupport", "abstain").put(
                "abstention", recipe.answers().abstention());
        recipe.schedule().ifPresent(schedule -> json.set("schedule", ScheduleJson.write(schedule)));
        return json;
    }

    /** The same with what stands in no digest: defaults of keys that recipes got later. */
    static ObjectNode explain(Recipe recipe) {
        ObjectNode json = write(recipe);
        TargetJson.explain(recipe.targets(), json);
        json.withObject("/evaluation").put("minimum", recipe.evaluation().minimum()).put("level", GateJson.level(
                recipe.evaluation().level()));
        json.set("data", data(recipe.data()));
        json.set("tokens", MAPPER.valueToTree(recipe.curation().tokens().toMap()));
        recipe.schedule().ifPresent(schedule -> json.set("schedule", ScheduleJson.explain(schedule)));
        return json;
    }

    private static ObjectNode data(DataPolicy data) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("classification", data.classification().toString());
        json.set("regions", data.regions().isEmpty() ? MAPPER.valueToTree("any") : words(data.regions()));
        return json.put("providerCopies", data.providerCopies().toString());
    }

    private static ObjectNode evaluation(Recipe recipe) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("arms", words(recipe.evaluation().arms()));
        if (recipe.evaluation().minimum() != Recipe.Evaluation.MINIMUM) {
            json.put("minimum", recipe.evaluation().minimum());
        }
        if (recipe.evaluation().level() != Recipe.Evaluation.LEVEL) {
            json.put("level", GateJson.level(recipe.evaluation().level()));
        }
        ObjectNode suites = json.putObject("suites");
        for (Suite suite : recipe.evaluation().suites()) {
            ObjectNode written = suites.putObject(suite.name());
            switch (suite.questions()) {
                case Questions.Held(String split, Map<String, String> where, int atMost) -> {
                    written.put("split", split);
                    written.set("where", MAPPER.valueToTree(where));
                    written.put("atMost", atMost);
                }
                case Questions.Invented(int count) -> written.put("invented", count);
                case Questions.Frozen frozen -> written.put("dataset", frozen.toString());
            }
            written.set("measures", words(suite.measures()));
            if (!suite.slices().isEmpty()) {
                written.set("slices", words(suite.slices()));
            }
            Recipe.Judge judge = suite.judge();
            if (judge != null) {
                // the rubric stands in it as text, because its file is only where the text came from
                written.putObject("judge").put("connection", judge.connection()).put("model", judge.model()).put(
                        "rubric",
                        judge.rubric()).put("humanSample", judge.humanSample());
            }
        }
        return json;
    }

    private static ObjectNode retrievalFirst(Recipe recipe) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        var enough = json.putArray("enough");
        recipe.retrievalFirst().enough().forEach(bound -> enough.addObject().put("suite", bound.suite()).put("measure",
                bound.measure().toString()).put("atLeast", bound.atLeast()));
        return json.put("then", word(recipe.retrievalFirst().then()));
    }

    private static ObjectNode budget(Recipe recipe) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("perRun", recipe.budget().perRun().toString()).put("perMonth", recipe.budget().perMonth().toString());
        if (recipe.budget().approvalAbove() != null) {
            json.put("approvalAbove", recipe.budget().approvalAbove().toString());
        }
        if (recipe.budget().onOverrun() != Recipe.Budget.OnOverrun.PAUSE) {
            json.put("onOverrun", word(recipe.budget().onOverrun()));
        }
        return json;
    }

    private static ObjectNode knowledge(Knowledge knowledge) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        switch (knowledge) {
            case Knowledge.None(String reason) -> json.put("none", reason);
            case Knowledge.Base base -> {
                json.put("base", base.base());
                var feeds = json.putArray("feeds");
                base.feeds().forEach(feed -> feeds.addObject().put("type", "spring-metadata").put("version",
                        feed.version()).set("artifacts", words(feed.artifacts())));
            }
        }
        return json;
    }

    private static JsonNode words(List<?> values) {
        return MAPPER.valueToTree(values.stream().map(String::valueOf).toList());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
