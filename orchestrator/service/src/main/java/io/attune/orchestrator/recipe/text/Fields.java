package io.attune.orchestrator.recipe.text;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/** The values of a group's keys that could be read. */
public final class Fields {
    private final YamlNode node;
    private final Map<String, Object> values;
    private final boolean complete;

    Fields(YamlNode node, Map<String, Object> values, boolean complete) {
        this.node = node;
        this.values = values;
        this.complete = complete;
    }

    /** Where the group stands. */
    public YamlNode node() {
        return node;
    }

    /** Whether every required key is there and every value that was written could be read. */
    public boolean complete() {
        return complete;
    }

    /** A key's value, or null when it was not written or could not be read. */
    @SuppressWarnings("unchecked") // ObjectShape puts in what the field's own shape has read
    public <T> @Nullable T find(Field<T> field) {
        return (T) values.get(field.key());
    }

    public <T> T get(Field<T> field, T otherwise) {
        T value = find(field);
        return value == null ? otherwise : value;
    }

    /** A required key's value; only where {@link #complete()}. */
    public <T> T get(Field<T> field) {
        T value = find(field);
        if (value == null) {
            throw new IllegalStateException("'" + field.key() + "' was not read");
        }
        return value;
    }

    public boolean has(Field<?> field) {
        return values.containsKey(field.key());
    }
}
