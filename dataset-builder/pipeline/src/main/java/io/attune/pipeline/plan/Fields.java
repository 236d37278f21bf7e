package io.attune.pipeline.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Which column of a table, or which key of an object, holds what. What is null is not read from the record; every column
 * or key that is named nowhere here becomes an attribute of the example.
 *
 * @param system the instruction before the question
 * @param group what belongs together, such as a user or a ticket
 * @param language a BCP 47 tag
 * @param license of the record, where it is not the source's
 * @param id names the record in its source, instead of its line
 */
public record Fields(String prompt, String answer, @Nullable String system, @Nullable String group,
        @Nullable String language, @Nullable String license, @Nullable String id) {

    /** Columns {@code prompt} and {@code answer} alone. */
    public static final Fields OF_TABLES = new Fields("prompt", "answer", null, null, null, null, null);
    /** Keys {@code prompt} and {@code completion} alone, as older formats for fine-tuning have them. */
    public static final Fields OF_OBJECTS = new Fields("prompt", "completion", null, null, null, null, null);

    /** The names under which recipes state them, with what is stated, in this order. */
    public Map<String, String> toMap() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("prompt", prompt);
        map.put("answer", answer);
        put(map, "system", system);
        put(map, "group", group);
        put(map, "lang", language);
        put(map, "license", license);
        put(map, "id", id);
        return map;
    }

    /** The columns or keys that are mapped. */
    public Set<String> names() {
        return Set.copyOf(toMap().values());
    }

    private static void put(Map<String, String> map, String key, @Nullable String value) {
        if (value != null) {
            map.put(key, value);
        }
    }
}
