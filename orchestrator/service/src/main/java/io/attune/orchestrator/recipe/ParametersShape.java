package io.attune.orchestrator.recipe;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.attune.kernel.Problems;
import io.attune.orchestrator.recipe.text.Field;
import io.attune.orchestrator.recipe.text.Fields;
import io.attune.orchestrator.recipe.text.ObjectShape;
import io.attune.orchestrator.recipe.text.OrAuto;
import io.attune.orchestrator.recipe.text.Shape;
import io.attune.orchestrator.recipe.text.Shapes;
import io.attune.orchestrator.recipe.text.YamlNode;
import io.attune.provider.TrainingMethod.ReasoningEffort;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How a recipe writes a target's parameters: each a value, {@code auto}, or a list of values to try. */
final class ParametersShape {
    private static final Field<List<OrAuto<Integer>>> EPOCHS = grid("epochs", Shapes.whole(1, 100),
            "Passes over the training set, or auto.");
    private static final Field<List<OrAuto<BigDecimal>>> LEARNING_RATE = grid("learningRate",
            Shapes.decimal("0.0000001", "1000"), "The learning rate or its multiplier, or auto.");
    private static final Field<List<OrAuto<Integer>>> BATCH_SIZE = grid("batchSize", Shapes.whole(1, 4096),
            "Examples a step, or auto.");
    private static final Field<Integer> SEED = Field.optional("seed", Shapes.whole(0, Integer.MAX_VALUE),
            "Makes training repeatable where the provider allows it.");
    private static final Field<List<OrAuto<BigDecimal>>> BETA = grid("beta", Shapes.decimal("0.0001", "100"),
            "Of dpo: how closely the tuned model keeps to the base model, or auto.");
    private static final Field<List<OrAuto<Integer>>> LORA_RANK = grid("loraRank", Shapes.whole(1, 1024),
            "The rank of the adapter that a trainer of your own trains, or auto.");
    private static final Field<ReasoningEffort> EFFORT = Field.optional("reasoningEffort", Shapes.oneOf("effort",
            Map.of("low", ReasoningEffort.LOW, "medium", ReasoningEffort.MEDIUM, "high", ReasoningEffort.HIGH)),
            "Of reinforcement: how much the model thinks before it answers.");
    private static final Field<List<OrAuto<BigDecimal>>> MULTIPLIER = grid("computeMultiplier",
            Shapes.decimal("0.0001", "100"), "Of reinforcement: times the provider's amount of exploration, or auto.");
    private static final Field<Integer> INTERVAL = Field.optional("evalInterval", Shapes.whole(1, 100_000),
            "Of reinforcement: training steps between two evaluations.");
    private static final Field<Integer> SAMPLES = Field.optional("evalSamples", Shapes.whole(1, 10_000),
            "Of reinforcement: samples of each evaluation.");
    private static final List<Field<?>> GRID = List.of(EPOCHS, LEARNING_RATE, BATCH_SIZE, BETA, LORA_RANK, MULTIPLIER);

    static final Shape<Grid> PARAMETERS = new ObjectShape<>("parameters", List.of(EPOCHS, LEARNING_RATE, BATCH_SIZE,
            SEED, BETA, LORA_RANK, EFFORT, MULTIPLIER, INTERVAL, SAMPLES), ParametersShape::expand);

    private ParametersShape() {}

    /**
     * Every combination of the values that were written, the last key changing first.
     *
     * @param tried whether any parameter has more than one value
     */
    record Grid(List<Point> points, boolean tried) {
        static final Grid NOTHING_SAID = new Grid(List.of(new Point(Map.of(), "")), false);
    }

    /**
     * One combination.
     *
     * @param values by key, what was left out or to the provider is not there
     * @param label names what is tried, such as {@code -epochs-3}; empty when nothing is
     */
    record Point(Map<String, Object> values, String label) {
        @Nullable
        Integer whole(String key) {
            return (Integer) values.get(key);
        }

        @Nullable
        BigDecimal decimal(String key) {
            return (BigDecimal) values.get(key);
        }

        @Nullable
        ReasoningEffort effort() {
            return (ReasoningEffort) values.get(EFFORT.key());
        }

        private Point with(String key, @Nullable Object value, boolean tried) {
            Map<String, Object> more = new LinkedHashMap<>(values);
            if (value != null) {
                more.put(key, value);
            }
            return new Point(more, tried
                    ? label + "-" + (key + "-" + (value == null ? "auto" : value)).toLowerCase(Locale.ROOT).replace('.',
                            '-')
                    : label);
        }
    }

    @SuppressWarnings("unchecked") // the fields of the grid read lists
    private static @Nullable Grid expand(Fields f, Problems problems) {
        long count = 1;
        Map<String, List<OrAuto<?>>> tried = new LinkedHashMap<>();
        for (Field<?> field : GRID) {
            List<OrAuto<?>> values = (List<OrAuto<?>>) f.find(field);
            if (values != null) {
                tried.put(field.key(), values);
                count = Math.min(count * values.size(), Integer.MAX_VALUE);
            }
        }
        if (count > Targets.MAX) {
            f.node().problem(problems, "the parameters make " + count + " targets", "At most " + Targets.MAX
                    + " are trained: try fewer values.");
            return null;
        }
        List<Point> points = List.of(fixed(f));
        for (Map.Entry<String, List<OrAuto<?>>> each : tried.entrySet()) {
            List<Point> more = new ArrayList<>();
            for (Point point : points) {
                for (OrAuto<?> value : each.getValue()) {
                    more.add(point.with(each.getKey(), value.value(), each.getValue().size() > 1));
                }
            }
            points = more;
        }
        return new Grid(points, points.size() > 1);
    }

    private static Point fixed(Fields f) {
        Point point = new Point(Map.of(), "");
        for (Field<?> field : List.of(SEED, EFFORT, INTERVAL, SAMPLES)) {
            point = point.with(field.key(), f.find(field), false);
        }
        return point;
    }

    private static <T> Field<List<OrAuto<T>>> grid(String key, Shape<T> value, String description) {
        return Field.optional(key, new OneOrMany<>(Shapes.orAuto(value), key), description
                + " A list is tried value by value.");
    }

    /** A value, or a list of at least two different ones. */
    private record OneOrMany<T>(Shape<T> one, String what) implements Shape<List<T>> {
        @Override
        public @Nullable List<T> read(YamlNode node, Problems problems) {
            if (!(node instanceof YamlNode.Items)) {
                T value = one.read(node, problems);
                return value == null ? null : List.of(value);
            }
            List<T> values = Shapes.list(one, what, 1).read(node, problems);
            if (values != null && values.stream().distinct().count() < values.size()) {
                node.problem(problems, "a value of " + what + " stands twice", "Name each once.");
                return null;
            }
            return values;
        }

        @Override
        public ObjectNode schema() {
            ObjectNode either = JsonNodeFactory.instance.objectNode();
            ObjectNode list = Shapes.list(one, what, 1).schema().put("maxItems", Targets.MAX);
            either.putArray("anyOf").add(one.schema()).add(list);
            return either;
        }
    }
}
