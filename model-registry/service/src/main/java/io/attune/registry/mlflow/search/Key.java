package io.attune.registry.mlflow.search;

import java.util.Map;

/**
 * What a condition or an order is about, such as {@code metrics.loss} or {@code name}.
 *
 * @param kind whose key it is
 * @param name without quotes; may hold dots
 */
public record Key(Kind kind, String name) {
    private static final Map<String, Kind> PREFIXES = Map.ofEntries(Map.entry("metric", Kind.METRIC), Map.entry(
            "metrics",
            Kind.METRIC), Map.entry("param", Kind.PARAM), Map.entry("params", Kind.PARAM), Map.entry("parameter",
                    Kind.PARAM), Map.entry("parameters", Kind.PARAM), Map.entry("tag", Kind.TAG), Map.entry("tags",
                            Kind.TAG), Map.entry("attr",
                                    Kind.ATTRIBUTE), Map.entry("attribute", Kind.ATTRIBUTE), Map.entry("attributes",
                                            Kind.ATTRIBUTE), Map.entry("run", Kind.ATTRIBUTE), Map.entry("dataset",
                                                    Kind.DATASET), Map.entry("datasets", Kind.DATASET));

    /** Whose key it is. */
    public enum Kind {
        ATTRIBUTE,
        METRIC,
        PARAM,
        TAG,
        DATASET
    }

    /** Splits off the first word where it names a kind; else all of it is an attribute. */
    static Key of(String written) {
        int dot = written.indexOf('.');
        Kind kind = dot < 0 ? null : PREFIXES.get(written.substring(0, dot));
        return kind == null ? new Key(Kind.ATTRIBUTE, written) : new Key(kind, written.substring(dot + 1));
    }
}
