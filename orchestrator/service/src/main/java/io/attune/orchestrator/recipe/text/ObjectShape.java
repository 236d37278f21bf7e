package io.attune.orchestrator.recipe.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

import io.attune.kernel.Problems;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A group of known keys. */
public final class ObjectShape<T> implements Shape<T> {
    private final String what;
    private final List<Field<?>> fields;
    private final BiFunction<Fields, Problems, @Nullable T> make;

    /**
     * @param what the group's name in messages, such as {@code a gate}
     * @param make turns complete fields into what they mean; null with a problem when they do not go together
     */
    public ObjectShape(String what, List<Field<?>> fields, BiFunction<Fields, Problems, @Nullable T> make) {
        this.what = what;
        this.fields = List.copyOf(fields);
        this.make = make;
    }

    @Override
    public @Nullable T read(YamlNode node, Problems problems) {
        Fields read = fields(node, problems);
        return read != null && read.complete() ? make.apply(read, problems) : null;
    }

    /** Reads as many keys as can be read; null when this is no group of keys at all. */
    public @Nullable Fields fields(YamlNode node, Problems problems) {
        if (!(node instanceof YamlNode.Entries group)) {
            node.problem(problems, "expected " + what + ", a group of keys, and found " + node.kindInWords(),
                    "Its keys are: " + String.join(", ", keys()) + ".");
            return null;
        }
        reportUnknown(group, problems);
        boolean complete = true;
        Map<String, Object> values = new HashMap<>();
        for (Field<?> field : fields) {
            YamlNode written = group.entries().get(field.key());
            if (written != null) {
                Object value = field.shape().read(written, problems);
                complete &= value != null;
                if (value != null) {
                    values.put(field.key(), value);
                }
            } else if (field.required()) {
                complete = false;
                node.problem(problems, what + " lacks the key '" + field.key() + "'", field.description());
            }
        }
        return new Fields(node, values, complete);
    }

    private void reportUnknown(YamlNode.Entries group, Problems problems) {
        for (Map.Entry<String, YamlNode> entry : group.entries().entrySet()) {
            if (!keys().contains(entry.getKey())) {
                entry.getValue().problem(problems, what + " has no key '" + entry.getKey() + "'",
                        Suggestions.among(entry.getKey(), keys()));
            }
        }
    }

    private List<String> keys() {
        return fields.stream().map(Field::key).toList();
    }

    @Override
    public ObjectNode schema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("type", "object");
        schema.put("additionalProperties", false);
        ObjectNode properties = schema.putObject("properties");
        fields.forEach(field -> properties.set(field.key(), field.shape().schema().put("description",
                field.description())));
        ArrayNode required = JsonNodeFactory.instance.arrayNode();
        fields.stream().filter(Field::required).forEach(field -> required.add(field.key()));
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema;
    }
}
