package io.attune.orchestrator.recipe;

import io.attune.orchestrator.recipe.Recipe.Arm;
import io.attune.orchestrator.recipe.Recipe.Condition;
import io.attune.orchestrator.recipe.Recipe.Cut;
import io.attune.orchestrator.recipe.Recipe.Gate;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A gate in the words of the recipe language. */
final class GateJson {

    private GateJson() {}

    static ObjectNode write(Gate gate) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("suite", gate.suite()).put("measure", gate.measureWord()).put("arm", gate.arm().toString());
        if (gate.against() != null) {
            json.put("against", gate.against().toString());
        }
        switch (gate.cut()) {
            case Cut.Whole() -> {
            }
            case Cut.Of(String attribute, String value) -> json.putObject("slice").put(attribute, value);
            case Cut.Each(String attribute) -> json.put("slices", attribute);
        }
        return switch (gate.condition()) {
            case Condition.AtLeast(double value) -> json.put("atLeast", value);
            case Condition.AtMost(double value) -> json.put("atMost", value);
            case Condition.BetterThan(Arm other) -> json.put("betterThan", word(other));
            case Condition.NoWorseThan(Arm other) -> json.put("noWorseThan", word(other));
            case Condition.BetterThanValue(double value) -> json.put("betterThan", value);
            case Condition.NoWorseThanValue(double value) -> json.put("noWorseThan", value);
        };
    }

    /** Whether the champion has its knowledge is said by the gate's own arm. */
    private static String word(Arm arm) {
        return arm.champion() ? Arm.CHAMPION.toString() : arm.toString();
    }
}
