package io.attune.orchestrator.recipe;

import java.util.List;

import io.attune.kernel.CanonicalJson;
import io.attune.kernel.Digest;
import io.attune.kernel.Problems;
import io.attune.orchestrator.recipe.text.Field;
import io.attune.orchestrator.recipe.text.Fields;
import io.attune.orchestrator.recipe.text.Located;
import io.attune.orchestrator.recipe.text.ObjectShape;
import io.attune.orchestrator.recipe.text.Shapes;
import io.attune.orchestrator.recipe.text.YamlNode;
import io.attune.orchestrator.recipe.text.YamlText;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a policy of gates is written: YAML, or the same in JSON.
 *
 * <pre>
 * policy: gates
 * minimum: 50
 * level: 99%
 * gates:
 *   - {suite: harmful-requests@2, measure: harmful-compliance, noWorseThan: base}
 * </pre>
 */
public final class GatePolicyText {
    /** The key by which a file says that it is a policy. */
    public static final String KEY = "policy";
    /** What the key says of a policy of gates. */
    public static final String KIND = "gates";

    private static final Field<String> POLICY = Field.required(KEY, Shapes.oneOf("policy", List.of(KIND)),
            "What it is a policy of: gates.");
    private static final Field<Integer> MINIMUM = Field.optional("minimum", Shapes.whole(1, 100_000),
            "How many examples a gate needs at least.");
    private static final Field<Double> LEVEL = Field.optional("level", GateShape.LEVEL,
            "How sure the intervals are at least that gates are decided by.");
    private static final Field<List<Located<GatePolicy.Floor>>> GATES = Field.optional("gates", GateShape.FLOORS,
            "What every version must reach before it is promoted.");
    private static final ObjectShape<Fields> WHOLE = new ObjectShape<>("a policy", List.of(POLICY, MINIMUM, LEVEL,
            GATES), (f, problems) -> f);

    private GatePolicyText() {}

    /**
     * Reads a policy.
     *
     * @throws io.attune.kernel.InvalidInputException with every problem
     */
    public static GatePolicy read(String text) {
        Problems problems = new Problems();
        YamlText.Parsed parsed = YamlText.parse(text, problems);
        GatePolicy policy = parsed == null ? null : read(parsed.root(), problems);
        problems.throwIfAny("The policy");
        return policy == null ? GatePolicy.NONE : policy;
    }

    /** Reads a policy out of a tree; null only when problems were found. */
    public static @Nullable GatePolicy read(YamlNode.Entries root, Problems problems) {
        Fields f = WHOLE.fields(root, problems);
        if (f == null || !f.complete()) {
            return null;
        }
        List<Located<GatePolicy.Floor>> floors = f.get(GATES, List.of());
        floors.forEach(floor -> check(floor, problems));
        return new GatePolicy(floors.stream().map(Located::value).toList(), f.find(MINIMUM), f.find(LEVEL));
    }

    private static void check(Located<GatePolicy.Floor> floor, Problems problems) {
        GatePolicy.Floor value = floor.value();
        Recipe.Measure measure = value.measure();
        GateCheck.value(floor, measure, value.condition(), problems);
        boolean relative = value.condition() instanceof Recipe.Condition.BetterThan
                || value.condition() instanceof Recipe.Condition.NoWorseThan;
        if (measure == null && !relative) {
            floor.problemAt("measure", problems, "one number is no bound for all measures, whose scales differ",
                    "Name one measure, or compare with an arm.");
        }
        if (measure == null && value.isFrozen()) {
            floor.problemAt("measure", problems,
                    "a recipe that does not ask '" + value.suite() + "' measures nothing on it",
                    "Name one measure for each gate.");
        }
        if (measure != Recipe.Measure.WIN_RATE && value.against() != null) {
            floor.problemAt("against", problems, "only a win-rate is against somebody",
                    "Write betterThan or noWorseThan to compare arms.");
        }
        if (measure == Recipe.Measure.WIN_RATE && relative) {
            floor.node().problem(problems, "a win rate compares two arms already", "Write against: and atLeast: 0.5.");
        }
    }

    /** The policy as it is written, without a key for what it does not ask. */
    public static ObjectNode write(GatePolicy policy) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put(KEY, KIND);
        Integer minimum = policy.minimum();
        if (minimum != null) {
            json.put("minimum", minimum);
        }
        Double level = policy.level();
        if (level != null) {
            json.put("level", GateJson.level(level));
        }
        var gates = json.putArray("gates");
        policy.floors().forEach(floor -> gates.add(GateJson.write(floor.suite(), floor.measure() == null
                ? Recipe.Gate.ALL
                : floor.measure().toString(), floor.arm(), floor.against(), floor.cut(), floor.condition())));
        return json;
    }

    /** Names a policy's content, by SHA-256 of its canonical JSON. */
    public static Digest digest(GatePolicy policy) {
        return CanonicalJson.digest(write(policy));
    }

    /** As one line of text that {@link #read(String)} reads again. */
    public static String text(GatePolicy policy) {
        return JsonMapper.shared().writeValueAsString(write(policy));
    }
}
