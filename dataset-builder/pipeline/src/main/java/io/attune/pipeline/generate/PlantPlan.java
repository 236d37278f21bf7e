package io.attune.pipeline.generate;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.attune.kernel.InvalidInputException;
import io.attune.kernel.Problems;

/**
 * How much of each kind is planted, as a share of all records. Exactly {@code floor(rate × count)} records carry a kind.
 *
 * @param rates from above 0 to 1; what is absent is not planted
 */
public record PlantPlan(Map<PlantKind, Double> rates) {
    /** So that .29 of 100 is 29, whatever the binary fraction. */
    private static final double ROUNDING = 1e-6;

    /**
     * Checks the rates.
     *
     * @throws InvalidInputException when a rate is not between 0 and 1, or when the planted records and the clean ones
     * they are paired with are more than all
     */
    public PlantPlan {
        EnumMap<PlantKind, Double> ordered = new EnumMap<>(PlantKind.class);
        Problems problems = new Problems();
        double taken = 0;
        for (Map.Entry<PlantKind, Double> entry : rates.entrySet()) {
            double rate = entry.getValue();
            if (!(rate >= 0 && rate <= 1)) {
                problems.add(entry.getKey().word(), 0, "the rate is " + rate, "Write a share from 0 to 1.");
            } else if (rate > 0) {
                ordered.put(entry.getKey(), rate);
                taken += entry.getKey().needsTwin() ? 2 * rate : rate;
            }
        }
        if (taken > 1 + 1e-9) {
            problems.add("rates", 0, "the planted records and those they are paired with are " + Math.round(taken * 100)
                    + " % of all", "Lower the rates: duplicates and contradictions count twice.");
        }
        problems.throwIfAny("The plan of what to plant");
        rates = Collections.unmodifiableMap(ordered);
    }

    /** Nothing planted: every record is clean. */
    public static PlantPlan none() {
        return new PlantPlan(Map.of());
    }

    /** One kind at one rate. */
    public static PlantPlan of(PlantKind kind, double rate) {
        return new PlantPlan(Map.of(kind, rate));
    }

    /**
     * Reads {@code KIND=RATE} texts, such as {@code near-duplicate=0.02}; {@code all=RATE} stands for every kind the shape
     * knows, and a later text overrides an earlier.
     *
     * @throws InvalidInputException naming every text that is none
     */
    public static PlantPlan parse(List<String> texts, Shape shape) {
        Problems problems = new Problems();
        EnumMap<PlantKind, Double> rates = new EnumMap<>(PlantKind.class);
        for (String text : texts) {
            int equals = text.indexOf('=');
            String word = equals < 0 ? text : text.substring(0, equals);
            List<PlantKind> kinds = word.equals("all")
                    ? Arrays.stream(PlantKind.values()).filter(kind -> fits(kind, shape)).toList()
                    : PlantKind.ofWord(word).stream().toList();
            if (kinds.isEmpty()) {
                problems.add(text, 0, "'" + word + "' is no kind", "Known are all, " + known() + ".");
            } else if (!kinds.stream().allMatch(kind -> fits(kind, shape))) {
                problems.add(text, 0, "'" + word + "' is planted among preferences only", "Leave it out.");
            } else {
                rate(text, equals, problems).ifPresent(rate -> kinds.forEach(kind -> rates.put(kind, rate)));
            }
        }
        problems.throwIfAny("The plan of what to plant");
        return new PlantPlan(rates);
    }

    /** How many of so many records carry a kind. */
    public long count(PlantKind kind, long records) {
        return (long) Math.floor(rates.getOrDefault(kind, 0.0) * records + ROUNDING);
    }

    static boolean fits(PlantKind kind, Shape shape) {
        return kind != PlantKind.TIE || shape == Shape.PREFERENCES;
    }

    private static Optional<Double> rate(String text, int equals, Problems problems) {
        try {
            return Optional.of(Double.parseDouble(equals < 0 ? "" : text.substring(equals + 1)));
        } catch (NumberFormatException e) {
            problems.add(text, 0, "the rate is missing or no number", "Write KIND=RATE, such as near-duplicate=0.02.");
            return Optional.empty();
        }
    }

    private static String known() {
        return Arrays.stream(PlantKind.values()).map(PlantKind::word).collect(Collectors.joining(", "));
    }
}
