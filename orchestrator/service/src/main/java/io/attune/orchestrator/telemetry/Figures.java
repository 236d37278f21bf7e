package io.attune.orchestrator.telemetry;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;

/** Series that are read together; what is not read again goes away. Not thread-safe. */
final class Figures {
    private final MeterRegistry registry;
    private final Map<String, MultiGauge> gauges = new LinkedHashMap<>();
    private final Map<String, List<MultiGauge.Row<?>>> rows = new LinkedHashMap<>();

    Figures(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Begins a reading. */
    void begin() {
        rows.replaceAll((name, old) -> new ArrayList<>());
    }

    /**
     * Adds a figure.
     *
     * @param name with dots, such as {@code attune.runs}
     * @param labels names and values in turn
     */
    void add(String name, String description, Number value, String... labels) {
        gauges.computeIfAbsent(name, known -> MultiGauge.builder(known).description(description).register(registry));
        double figure = value instanceof BigDecimal exact ? exact.doubleValue() : value.doubleValue();
        List<Tag> tags = new ArrayList<>();
        for (int i = 0; i < labels.length; i += 2) {
            tags.add(Tag.of(labels[i], labels[i + 1]));
        }
        rows.computeIfAbsent(name, known -> new ArrayList<>()).add(MultiGauge.Row.of(Tags.of(tags), figure));
    }

    /** Ends a reading: from now on these figures are told. */
    void end() {
        rows.forEach((name, read) -> {
            MultiGauge gauge = gauges.get(name);
            if (gauge != null) {
                gauge.register(read, true);
            }
        });
    }
}
