package io.attune.registry.mlflow.wire;

import java.util.Collection;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Answers as protobuf's JSON has them: what is not set and lists without members are left out. */
public final class Json {

    private Json() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static ObjectNode put(ObjectNode object, String name, @Nullable String value) {
        return value == null ? object : object.put(name, value);
    }

    public static ObjectNode put(ObjectNode object, String name, @Nullable Long value) {
        return value == null ? object : object.put(name, value);
    }

    /** Numbers that JSON does not have are texts. */
    public static ObjectNode put(ObjectNode object, String name, double value) {
        return Double.isFinite(value)
                ? object.put(name, value)
                : object.put(name, Double.toString(value));
    }

    public static <T> ObjectNode put(ObjectNode object, String name, Collection<T> values,
            Function<T, ObjectNode> shown) {
        if (!values.isEmpty()) {
            ArrayNode all = object.putArray(name);
            values.forEach(value -> all.add(shown.apply(value)));
        }
        return object;
    }
}
