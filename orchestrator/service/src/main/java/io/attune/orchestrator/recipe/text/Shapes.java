package io.attune.orchestrator.recipe.text;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

import io.attune.kernel.Money;
import io.attune.kernel.Problems;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The shapes that parts of several kinds share. */
public final class Shapes {
    private static final String NAME = "[a-z][a-z0-9-]{0,62}";
    private static final Pattern NAME_FORM = Pattern.compile(NAME);
    private static final String MONEY = "^[0-9]+(\\.[0-9]+)? [A-Z]{3}$";

    private Shapes() {}

    /** Any text but the empty one. A number must be quoted, so that {@code 3.10} never becomes 3.1. */
    public static Shape<String> text() {
        return new TextShape<>(s -> s, "", typed("string").put("minLength", 1));
    }

    /** A name: lower-case letters, digits and hyphens. */
    public static Shape<String> name() {
        return new TextShape<>(s -> {
            if (!NAME_FORM.matcher(s).matches()) {
                throw new IllegalArgumentException("'" + s + "' is not a name");
            }
            return s;
        }, "Write 1 to 63 lower-case letters, digits and hyphens, beginning with a letter.",
                typed("string").put("pattern", "^" + NAME + "$"));
    }

    /** A text that {@code parse} understands; it throws an IllegalArgumentException that says what is wrong. */
    public static <T> Shape<T> parsed(Function<String, T> parse, String nextStep) {
        return new TextShape<>(parse, nextStep, typed("string"));
    }

    /** One of a closed set of words. */
    public static <T> Shape<T> oneOf(String what, Collection<T> choices) {
        Map<String, T> byWord = new LinkedHashMap<>();
        choices.forEach(choice -> byWord.put(choice.toString(), choice));
        return oneOf(what, byWord);
    }

    /** One of a closed set of words. */
    public static <T> Shape<T> oneOf(String what, Map<String, T> choices) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        choices.keySet().stream().sorted().forEach(schema.putArray("enum")::add);
        return new Shape<>() {
            @Override
            public @Nullable T read(YamlNode node, Problems problems) {
                String word = node instanceof YamlNode.Scalar scalar ? scalar.text() : "";
                T found = choices.get(word);
                if (found == null) {
                    String seen = node instanceof YamlNode.Scalar && !word.isEmpty()
                            ? "'" + word + "'"
                            : node.kindInWords();
                    node.problem(problems, seen + " is no " + what, Suggestions.among(word, choices.keySet()));
                }
                return found;
            }

            @Override
            public ObjectNode schema() {
                return schema.deepCopy();
            }
        };
    }

    /** An amount of money, zero or more, written like {@code 5 USD}. */
    public static Shape<Money> money() {
        String form = "Write the amount with its currency, like '5 USD'.";
        return new TextShape<>(s -> {
            Money amount = Money.parse(s);
            if (amount.amount().signum() < 0) {
                throw new IllegalArgumentException("'" + s + "' is negative");
            }
            return amount;
        }, form, typed("string").put("pattern", MONEY)) {
            @Override
            String onNumber(YamlNode.Scalar number) {
                return number.text() + " has no currency";
            }

            @Override
            String nextStepOnNumber(YamlNode.Scalar number) {
                return "Write it like '" + number.text() + " USD'.";
            }
        };
    }

    /** A whole number within bounds, both included. */
    public static Shape<Integer> whole(int min, int max) {
        ObjectNode schema = typed("integer").put("minimum", min).put("maximum", max);
        return number(schema, "a whole number from " + min + " to " + max, value -> {
            int whole = value.intValueExact();
            return whole < min || whole > max ? null : whole;
        });
    }

    /** A number within bounds, both included. */
    public static Shape<BigDecimal> decimal(String min, String max) {
        BigDecimal low = new BigDecimal(min);
        BigDecimal high = new BigDecimal(max);
        ObjectNode schema = typed("number").put("minimum", low).put("maximum", high);
        return number(schema, "a number from " + min + " to " + max,
                value -> value.compareTo(low) < 0 || value.compareTo(high) > 0 ? null : value);
    }

    /** What {@code shape} reads, or {@code auto}. */
    public static <T> Shape<OrAuto<T>> orAuto(Shape<T> shape) {
        return new Shape<>() {
            @Override
            public @Nullable OrAuto<T> read(YamlNode node, Problems problems) {
                if (node instanceof YamlNode.Scalar scalar && scalar.text().equals("auto")) {
                    return new OrAuto<>(null);
                }
                T value = shape.read(node, problems);
                return value == null ? null : new OrAuto<>(value);
            }

            @Override
            public ObjectNode schema() {
                ObjectNode either = JsonNodeFactory.instance.objectNode();
                either.putArray("anyOf").add(shape.schema()).addObject().put("const", "auto");
                return either;
            }
        };
    }

    private static <T> Shape<T> number(ObjectNode schema, String what, Function<BigDecimal, @Nullable T> convert) {
        return new Shape<>() {
            @Override
            public @Nullable T read(YamlNode node, Problems problems) {
                T value = node.plain() instanceof Number number ? converted(number) : null;
                if (value == null) {
                    node.problem(problems, node.kindInWords() + " is not " + what, "Write " + what + ".");
                }
                return value;
            }

            private @Nullable T converted(Number number) {
                try {
                    return convert.apply(new BigDecimal(number.toString()));
                } catch (ArithmeticException notWhole) {
                    return null;
                }
            }

            @Override
            public ObjectNode schema() {
                return schema.deepCopy();
            }
        };
    }

    /** A list with at least {@code atLeast} items; items that cannot be read are left out. */
    public static <T> Shape<List<T>> list(Shape<T> item, String what, int atLeast) {
        ObjectNode schema = typed("array");
        schema.set("items", item.schema());
        if (atLeast > 0) {
            schema.put("minItems", atLeast);
        }
        return new Shape<>() {
            @Override
            public @Nullable List<T> read(YamlNode node, Problems problems) {
                if (!(node instanceof YamlNode.Items list)) {
                    node.problem(problems, "expected a list of " + what + " and found " + node.kindInWords(),
                            "Write it as [a, b] or with a hyphen before each.");
                    return null;
                }
                if (list.items().size() < atLeast) {
                    node.problem(problems, "the list of " + what + " is empty", "Name at least " + atLeast + ".");
                    return null;
                }
                List<T> read = new ArrayList<>();
                for (YamlNode each : list.items()) {
                    T value = item.read(each, problems);
                    if (value != null) {
                        read.add(value);
                    }
                }
                return List.copyOf(read);
            }

            @Override
            public ObjectNode schema() {
                return schema.deepCopy();
            }
        };
    }

    /** Keys that the author chooses, in their order. */
    public static <T> Shape<Map<String, T>> map(Shape<T> value, String what) {
        ObjectNode schema = typed("object");
        schema.set("additionalProperties", value.schema());
        return new Shape<>() {
            @Override
            public @Nullable Map<String, T> read(YamlNode node, Problems problems) {
                if (!(node instanceof YamlNode.Entries group)) {
                    node.problem(problems, "expected " + what + " by name and found " + node.kindInWords(),
                            "Write each as 'name: value'.");
                    return null;
                }
                Map<String, T> read = new LinkedHashMap<>();
                group.entries().forEach((key, each) -> {
                    T one = value.read(each, problems);
                    if (one != null) {
                        read.put(key, one);
                    }
                });
                return read;
            }

            @Override
            public ObjectNode schema() {
                return schema.deepCopy();
            }
        };
    }

    static ObjectNode typed(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }
}
