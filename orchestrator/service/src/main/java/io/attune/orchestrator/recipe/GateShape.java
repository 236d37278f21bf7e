package io.attune.orchestrator.recipe;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.attune.kernel.Problems;
import io.attune.orchestrator.recipe.Recipe.Arm;
import io.attune.orchestrator.recipe.Recipe.Condition;
import io.attune.orchestrator.recipe.Recipe.Cut;
import io.attune.orchestrator.recipe.Recipe.Gate;
import io.attune.orchestrator.recipe.Recipe.Measure;
import io.attune.orchestrator.recipe.text.Field;
import io.attune.orchestrator.recipe.text.Fields;
import io.attune.orchestrator.recipe.text.Located;
import io.attune.orchestrator.recipe.text.ObjectShape;
import io.attune.orchestrator.recipe.text.Shape;
import io.attune.orchestrator.recipe.text.Shapes;
import io.attune.orchestrator.recipe.text.YamlNode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How a recipe or a policy writes a gate. */
final class GateShape {
    private static final Shape<BigDecimal> BOUND = Shapes.decimal("0", "1000");
    private static final double LEVEL_MIN = 0.5;
    private static final double LEVEL_MAX = 0.9999;
    /** How sure an interval is, such as {@code 95%}. */
    static final Shape<Double> LEVEL = Shapes.parsed(GateShape::level,
            "Write a share such as 95%, from 50% to 99.99%.");

    /** A measure, or all that a suite has. */
    private record Which(@Nullable Measure measure) {}

    private static final Field<String> SUITE = Field.required("suite", Shapes.name(),
            "The name of a suite, or all.");
    private static final Field<Which> OF = Field.required("measure", Shapes.oneOf("measure", measures()),
            "One of the suite's measures, or all.");
    private static final Field<Arm> ARM = Field.required("arm", Shapes.oneOf("arm", Arm.EVALUATED),
            "Who must reach it.");
    private static final Field<Arm> AGAINST = Field.optional("against", Shapes.oneOf("arm", Arm.COMPARED),
            "Whom a win-rate is against, an arm or champion; a tuned arm's base unless said.");
    private static final Field<Map<String, String>> SLICE = Field.optional("slice",
            Shapes.map(Shapes.text(), "attribute values"),
            "One attribute and its value: the examples that are judged.");
    private static final Field<String> SLICES = Field.optional("slices", Shapes.text(),
            "An attribute: the examples of each of its values are judged by themselves.");
    private static final Field<BigDecimal> AT_LEAST = Field.optional("atLeast", BOUND, "The lowest value that passes.");
    private static final Field<BigDecimal> AT_MOST = Field.optional("atMost", BOUND, "The highest value that passes.");
    private static final Field<Other> BETTER_THAN = Field.optional("betterThan", new OtherShape(),
            "An arm, champion or a number to beat beyond the 95 % interval.");
    private static final Field<Other> NO_WORSE_THAN = Field.optional("noWorseThan", new OtherShape(),
            "An arm, champion or a number not to fall behind beyond the 95 % interval.");
    private static final List<Field<?>> CONDITIONS = List.of(AT_LEAST, AT_MOST, BETTER_THAN, NO_WORSE_THAN);

    static final Shape<List<Located<Gate>>> GATES = Shapes.list(Located.of(new ObjectShape<>("a gate",
            List.of(SUITE, OF, ARM, AGAINST, SLICE, SLICES, AT_LEAST, AT_MOST, BETTER_THAN, NO_WORSE_THAN),
            GateShape::gate)),
            "gates", 0);

    /** Where a policy may name a frozen suite as well, and leave the arm out: then it means what is served. */
    private static final Field<String> FLOOR_SUITE = Field.required("suite", Shapes.parsed(GateShape::floorSuite,
            "Write a suite's name, all, or a frozen one such as harmful-requests@2."),
            "The name of a suite, a frozen one such as harmful-requests@2, or all.");
    private static final Field<Arm> FLOOR_ARM = Field.optional("arm", Shapes.oneOf("arm", Arm.EVALUATED),
            "Who must reach it; the tuned model as it is served, with its knowledge where it has one, unless said.");
    static final Shape<List<Located<GatePolicy.Floor>>> FLOORS = Shapes.list(Located.of(new ObjectShape<>("a gate",
            List.of(FLOOR_SUITE, OF, FLOOR_ARM, AGAINST, SLICE, SLICES, AT_LEAST, AT_MOST, BETTER_THAN, NO_WORSE_THAN),
            GateShape::floor)), "gates", 0);

    private GateShape() {}

    private static double level(String text) {
        if (!text.matches("[0-9]{2}(\\.[0-9]{1,2})?%")) {
            throw new IllegalArgumentException("'" + text + "' is no level");
        }
        double level = new BigDecimal(text.substring(0, text.length() - 1)).movePointLeft(2).doubleValue();
        if (level < LEVEL_MIN || level > LEVEL_MAX) {
            throw new IllegalArgumentException("'" + text + "' is no level that decides anything");
        }
        return level;
    }

    private static String floorSuite(String text) {
        return text.contains("@") ? Recipe.Questions.Frozen.parse(text).toString() : name(text);
    }

    private static String name(String text) {
        if (!text.matches("[a-z][a-z0-9-]{0,62}")) {
            throw new IllegalArgumentException("'" + text + "' is no suite's name");
        }
        return text;
    }

    /** The other side of a comparison. */
    private sealed interface Other {
        record OfArm(Arm arm) implements Other {}

        record OfValue(double value) implements Other {}
    }

    private static final class OtherShape implements Shape<Other> {
        private static final Shape<Arm> ARMS = Shapes.oneOf("arm", Arm.COMPARED);

        @Override
        public @Nullable Other read(YamlNode node, Problems problems) {
            if (node instanceof YamlNode.Scalar scalar && scalar.text().matches("[-+.0-9].*")) {
                BigDecimal value = BOUND.read(node, problems);
                return value == null ? null : new Other.OfValue(value.doubleValue());
            }
            Arm arm = ARMS.read(node, problems);
            return arm == null ? null : new Other.OfArm(arm);
        }

        @Override
        public ObjectNode schema() {
            ObjectNode schema = JsonNodeFactory.instance.objectNode();
            schema.putArray("anyOf").add(ARMS.schema()).add(BOUND.schema());
            return schema;
        }
    }

    private static Map<String, Which> measures() {
        Map<String, Which> words = new LinkedHashMap<>();
        for (Measure measure : Measure.values()) {
            words.put(measure.toString(), new Which(measure));
        }
        words.put(Gate.ALL, new Which(null));
        return words;
    }

    private static @Nullable Gate gate(Fields f, Problems problems) {
        Cut cut = hasOneBound(f, problems) ? cut(f, problems) : null;
        return cut == null
                ? null
                : new Gate(f.get(SUITE), f.get(OF).measure(), f.get(ARM), condition(f, f.get(ARM)), cut,
                        against(f, f.get(ARM)));
    }

    /** The champion with its knowledge where the arm has it. */
    private static @Nullable Arm against(Fields f, Arm arm) {
        Arm against = f.find(AGAINST);
        return against == null ? null : against.beside(arm);
    }

    private static GatePolicy.@Nullable Floor floor(Fields f, Problems problems) {
        Cut cut = hasOneBound(f, problems) ? cut(f, problems) : null;
        Arm arm = f.find(FLOOR_ARM);
        return cut == null
                ? null
                : new GatePolicy.Floor(f.get(FLOOR_SUITE), f.get(OF).measure(), arm, condition(f, arm == null
                        ? Arm.TUNED
                        : arm), cut, against(f, arm == null ? Arm.TUNED : arm));
    }

    private static boolean hasOneBound(Fields f, Problems problems) {
        List<String> written = CONDITIONS.stream().filter(f::has).map(Field::key).toList();
        if (written.size() != 1) {
            f.node().problem(problems, written.isEmpty()
                    ? "the gate has no bound"
                    : "the gate has " + written.size() + " bounds: " + String.join(", ", written),
                    "Write exactly one of atLeast, atMost, betterThan, noWorseThan.");
        }
        return written.size() == 1;
    }

    private static @Nullable Cut cut(Fields f, Problems problems) {
        Map<String, String> slice = f.find(SLICE);
        if (slice != null && (f.has(SLICES) || slice.size() != 1)) {
            f.node().problem(problems, f.has(SLICES)
                    ? "the gate has both 'slice' and 'slices'"
                    : "a slice is one attribute with its value, and " + slice.size() + " are written",
                    "Write 'slice: {language: de}' for one value or 'slices: language' for each.");
            return null;
        }
        if (slice != null) {
            Map.Entry<String, String> only = new ArrayList<>(slice.entrySet()).getFirst();
            return new Cut.Of(only.getKey(), only.getValue());
        }
        return f.has(SLICES) ? new Cut.Each(f.get(SLICES)) : new Cut.Whole();
    }

    private static Condition condition(Fields f, Arm arm) {
        if (f.has(AT_LEAST)) {
            return new Condition.AtLeast(f.get(AT_LEAST).doubleValue());
        }
        if (f.has(AT_MOST)) {
            return new Condition.AtMost(f.get(AT_MOST).doubleValue());
        }
        boolean better = f.has(BETTER_THAN);
        return switch (better ? f.get(BETTER_THAN) : f.get(NO_WORSE_THAN)) {
            case Other.OfArm(Arm other) -> better
                    ? new Condition.BetterThan(other.beside(arm))
                    : new Condition.NoWorseThan(other.beside(arm));
            case Other.OfValue(double value) -> better
                    ? new Condition.BetterThanValue(value)
                    : new Condition.NoWorseThanValue(value);
        };
    }
}
