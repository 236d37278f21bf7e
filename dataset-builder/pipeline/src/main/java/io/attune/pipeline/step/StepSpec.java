package io.attune.pipeline.step;

import java.util.Map;
import java.util.TreeMap;

/**
 * A step as the recipe names it.
 *
 * @param parameters as parsed from YAML: texts, numbers, booleans, lists and maps
 */
public record StepSpec(String name, Map<String, Object> parameters) {
    public StepSpec {
        parameters = Map.copyOf(parameters);
    }

    /** A step with its defaults. */
    public StepSpec(String name) {
        this(name, new TreeMap<>());
    }
}
