package io.attune.orchestrator.recipe;

import java.math.BigDecimal;

import io.attune.orchestrator.recipe.Recipe.Arm;
import io.attune.orchestrator.recipe.Recipe.Condition;
import io.attune.orchestrator.recipe.Recipe.Cut;
import io.attune.orchestrator.recipe.Recipe.Gate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A gate in the words of the recipe language. */
final class GateJson {

    private GateJson() {}

    static ObjectNode write(Gate gate) {
        return write(gate.suite(), gate.measureWord(), gate.arm(), gate.against(), gate.cut(), gate.condition());
    }

    static ObjectNode write(String suite, String measure, @Nullable Arm arm, @Nullable Arm against, Cut cut,
            Condition condition) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("suite", suite).put("measure", measure);
        if (arm != null) {
            json.put("arm", arm.toString());
        }
        if (against != null) {
            json.put("against", word(against));
        }
        switch (cut) {
            case Cut.Whole() -> {
            }
            case Cut.Of(String attribute, String value) -> json.putObject("slice").put(attribute, value);
            case Cut.Each(String attribute) -> json.put("slices", attribute);
        }
        return switch (condition) {
            case Condition.AtLeast(double value) -> json.put("atLeast", value);
            case Condition.AtMost(double value) -> json.put("atMost", value);
            case Condition.BetterThan(Arm other) -> json.put("betterThan", word(other));
            case Condition.NoWorseThan(Arm other) -> json.put("noWorseThan", word(other));
            case Condition.BetterThanValue(double value) -> json.put("betterThan", value);
            case Condition.NoWorseThanValue(double value) -> json.put("noWorseThan", value);
        };
    }

    /** A level as recipes write it, such as {@code 95%}. */
    static String level(double level) {
        return BigDecimal.valueOf(level).movePointRight(2).stripTrailingZeros().toPlainString() + "%";
    }

    /** Whether the champion has its knowledge is said by the gate's own arm. */
    private static String word(Arm arm) {
        return arm.champion() ? Arm.CHAMPION.toString() : arm.toString();
    }
}
