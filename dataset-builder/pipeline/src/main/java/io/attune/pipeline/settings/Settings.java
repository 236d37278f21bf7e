package io.attune.pipeline.settings;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import io.attune.kernel.Problem;
import io.attune.kernel.Problems;
import org.jspecify.annotations.Nullable;

/**
 * Reads one map of a recipe. What is wrong goes to the problems, and a usable stand-in is returned so that reading goes on
 * and finds the rest; {@link #end()} reports keys that nobody asked for.
 */
public final class Settings {
    private final Map<?, ?> values;
    private final String place;
    private final Problems problems;
    private final Set<String> known = new LinkedHashSet<>();

    /** @param place the map's JSON pointer */
    public Settings(Map<?, ?> values, String place, Problems problems) {
        this.values = values;
        this.place = place;
        this.problems = problems;
    }

    /** A text that must be there. */
    public String text(String key) {
        String value = optionalText(key);
        if (value == null && !values.containsKey(key)) {
            problem(key, "'" + key + "' is missing", "Add it.");
        }
        return value == null ? "" : value;
    }

    /** A text, or null when the key is absent. */
    public @Nullable String optionalText(String key) {
        Object value = value(key);
        if (value == null) {
            return null;
        }
        if (value instanceof String text && !text.isBlank()) {
            return text;
        }
        problem(key, "'" + key + "' is " + shown(value) + " and not a text", "Write a text; quote it if it looks like a"
                + " number.");
        return null;
    }

    /** Whether a key holds this word. */
    public boolean has(String key, String word) {
        return word.equals(value(key));
    }

    /** A list of texts, or {@code fallback} when the key is absent. */
    public List<String> texts(String key, List<String> fallback) {
        Object value = value(key);
        if (value == null) {
            return fallback;
        }
        if (value instanceof List<?> list && list.stream().allMatch(e -> e instanceof String s && !s.isBlank())) {
            return list.stream().map(String.class::cast).toList();
        }
        problem(key, "'" + key + "' is " + shown(value) + " and not a list of texts", "Write [one, two].");
        return fallback;
    }

    /** A map, or null when the key is absent. */
    public @Nullable Map<?, ?> map(String key) {
        Object value = value(key);
        if (value == null || value instanceof Map<?, ?>) {
            return (Map<?, ?>) value;
        }
        problem(key, "'" + key + "' is " + shown(value) + " and not a map", "Write {key: value}.");
        return null;
    }

    /** The settings of a map within this one, or null when the key is absent or holds no map; not checked to be one. */
    public @Nullable Settings section(String key) {
        return value(key) instanceof Map<?, ?> map ? new Settings(map, place + "/" + key, problems) : null;
    }

    /** The settings of each map in a list; empty when the key is absent. */
    public List<Settings> sections(String key) {
        Object value = value(key);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list) || !list.stream().allMatch(Map.class::isInstance)) {
            problem(key, "'" + key + "' is " + shown(value) + " and not a list of maps", "Write [{name: value}].");
            return List.of();
        }
        List<Settings> sections = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            sections.add(new Settings((Map<?, ?>) list.get(i), place + "/" + key + "/" + i, problems));
        }
        return sections;
    }

    /** A whole number within bounds, or {@code fallback} when the key is absent. */
    public long number(String key, long min, long max, long fallback) {
        Object value = value(key);
        if (value == null) {
            return fallback;
        }
        if (value instanceof Integer || value instanceof Long) {
            long number = ((Number) value).longValue();
            if (number >= min && number <= max) {
                return number;
            }
        }
        problem(key, "'" + key + "' is " + shown(value), "Write a whole number from " + min + " to " + max + ".");
        return fallback;
    }

    /** A number within bounds, with or without decimals, or {@code fallback} when the key is absent. */
    public double decimal(String key, double min, double max, double fallback) {
        Object value = value(key);
        if (value == null) {
            return fallback;
        }
        if (value instanceof Number number && number.doubleValue() >= min && number.doubleValue() <= max) {
            return number.doubleValue();
        }
        problem(key, "'" + key + "' is " + shown(value), "Write a number from " + plain(min) + " to " + plain(max)
                + ".");
        return fallback;
    }

    /** A map from names to numbers within bounds, sorted by name; empty when the key is absent. */
    public SortedMap<String, Double> decimals(String key, double min, double max) {
        SortedMap<String, Double> numbers = new TreeMap<>();
        Object value = value(key);
        if (value instanceof Map<?, ?> map) {
            Settings entries = new Settings(map, place + "/" + key, problems);
            map.keySet().forEach(name -> numbers.put(String.valueOf(name),
                    entries.decimal(String.valueOf(name), min, max, min)));
        } else if (value != null) {
            problem(key, "'" + key + "' is " + shown(value) + " and not a map", "Write {name: number, …}.");
        }
        return numbers;
    }

    /** The number as parameters of steps show it: whole numbers without a fraction. */
    public static Number plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15 ? (Number) (long) number : (Number) number;
    }

    /** A share such as {@code 5%}, as a fraction, or {@code fallback} when the key is absent. */
    public BigDecimal share(String key, BigDecimal fallback) {
        Object value = value(key);
        if (value == null) {
            return fallback;
        }
        if (value instanceof String text && text.matches("[0-9]{1,3}(\\.[0-9]{1,4})?%")) {
            BigDecimal share = new BigDecimal(text.substring(0, text.length() - 1)).movePointLeft(2);
            if (share.compareTo(BigDecimal.ONE) <= 0) {
                return share.stripTrailingZeros();
            }
        }
        problem(key, "'" + key + "' is " + shown(value), "Write a share from 0% to 100%, such as 5%.");
        return fallback;
    }

    /** One of the constants, written in lower case with hyphens, or {@code fallback} when the key is absent. */
    public <E extends Enum<E>> E word(String key, Class<E> type, E fallback) {
        Object value = value(key);
        return value == null ? fallback : wordOf(key, value, type, fallback);
    }

    /** One of the constants, or several as a list, without repetition; {@code fallback} when the key is absent. */
    public <E extends Enum<E>> List<E> oneOrMore(String key, Class<E> type, E fallback) {
        return value(key) instanceof List<?> ? words(key, type, List.of(fallback)) : List.of(word(key, type, fallback));
    }

    /** Several of the constants without repetition, or {@code fallback} when the key is absent. */
    public <E extends Enum<E>> List<E> words(String key, Class<E> type, List<E> fallback) {
        Object value = value(key);
        if (value == null) {
            return fallback;
        }
        if (!(value instanceof List<?> list) || list.isEmpty()) {
            problem(key, "'" + key + "' is " + shown(value) + " and not a list", "Write some of " + known(type) + ".");
            return fallback;
        }
        Set<E> found = new LinkedHashSet<>();
        for (int i = 0; i < list.size(); i++) {
            Object element = list.get(i);
            found.add(wordOf(key + "/" + i, element == null ? "null" : element, type, fallback.getFirst()));
        }
        return List.copyOf(found);
    }

    /** The word that stands for a constant in a recipe. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Adds a problem about a key. */
    public void problem(String key, String message, String nextStep) {
        problems.add(new Problem(place + "/" + key, message, nextStep));
    }

    /** Reports each key that was not asked for, naming those that were. */
    public void end() {
        for (Object key : values.keySet()) {
            if (key instanceof String name && !known.contains(name)) {
                problem(name, "'" + name + "' is not known here", known.isEmpty()
                        ? "Leave it out."
                        : "Write one of " + String.join(", ", known) + ".");
            }
        }
    }

    private <E extends Enum<E>> E wordOf(String key, Object value, Class<E> type, E fallback) {
        for (E constant : type.getEnumConstants()) {
            if (word(constant).equals(value)) {
                return constant;
            }
        }
        problem(key, "'" + key + "' is " + shown(value), "Write one of " + known(type) + ".");
        return fallback;
    }

    private static <E extends Enum<E>> String known(Class<E> type) {
        List<String> words = new ArrayList<>();
        Arrays.stream(type.getEnumConstants()).forEach(constant -> words.add(word(constant)));
        return String.join(", ", words);
    }

    private @Nullable Object value(String key) {
        known.add(key);
        return values.get(key);
    }

    private static String shown(Object value) {
        return value instanceof String ? "'" + value + "'" : String.valueOf(value);
    }
}
