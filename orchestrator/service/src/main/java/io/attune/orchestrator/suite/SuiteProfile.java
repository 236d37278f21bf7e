package io.attune.orchestrator.suite;

import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.attune.orchestrator.evaluation.measure.Expectation;
import io.attune.pipeline.Example;

/**
 * What a suite has, in numbers: nothing an example says stands in it.
 *
 * @param attributes by which results can be told apart
 * @param gives how many examples give what measures need: {@code value}, {@code tolerance}, {@code pattern}, {@code schema},
 *     {@code tool}, {@code reference}, and {@code refusal} where declining is right
 */
public record SuiteProfile(long examples, SortedMap<String, Attribute> attributes, SortedMap<String, Long> gives) {
    /** The attributes that say what an answer must be; they are no slices. */
    private static final Set<String> EXPECTATIONS = Set.of("value", "tolerance", "pattern", "schema", "tool");
    private static final String ANSWERABLE = "answerable";
    private static final int VALUES_COUNTED_MAX = 1_000;

    public SuiteProfile {
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
        gives = Collections.unmodifiableSortedMap(new TreeMap<>(gives));
    }

    /**
     * @param examples that have it
     * @param values how many different ones, counted up to 1,000
     */
    public record Attribute(long examples, int values) {}

    /** Counts examples as they come. */
    static SuiteProfile of(Stream<Example> examples) {
        Counting counting = new Counting();
        examples.forEach(counting::take);
        return counting.profile();
    }

    private static final class Counting {
        private final Map<String, Set<String>> values = new TreeMap<>();
        private final TreeMap<String, Long> having = new TreeMap<>();
        private final TreeMap<String, Long> gives = new TreeMap<>();
        private long examples;

        void take(Example example) {
            examples++;
            Map<String, String> attributes = Expectation.attributes(example);
            boolean declines = "false".equals(attributes.get(ANSWERABLE));
            if (declines || (example.answer().isEmpty() && !attributes.containsKey("tool"))) {
                gives.merge("refusal", 1L, Long::sum);
            } else if (!example.answer().isEmpty()) {
                gives.merge("reference", 1L, Long::sum);
            }
            attributes.forEach((name, value) -> {
                if (EXPECTATIONS.contains(name)) {
                    gives.merge(name, 1L, Long::sum);
                } else {
                    having.merge(name, 1L, Long::sum);
                    Set<String> seen = values.computeIfAbsent(name, n -> new HashSet<>());
                    if (seen.size() < VALUES_COUNTED_MAX) {
                        seen.add(value);
                    }
                }
            });
        }

        SuiteProfile profile() {
            TreeMap<String, Attribute> attributes = new TreeMap<>();
            having.forEach((name, count) -> attributes.put(name, new Attribute(count, values.getOrDefault(name,
                    Set.of()).size())));
            return new SuiteProfile(examples, attributes, gives);
        }
    }
}
