package io.attune.dataset.browse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What a search looks for: words that all have to occur, in any order and as parts of longer words, and phrases in double
 * quotes. Upper and lower case are the same.
 */
record Words(List<String> all) {
    private static final Pattern TERM = Pattern.compile("\"([^\"]+)\"|([^\\s\"]+)");
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N} .,;:!?_-]+");

    /** @param text as a person wrote it; null or blank finds everything */
    static Words of(@Nullable String text) {
        List<String> all = new ArrayList<>();
        if (text != null) {
            Matcher terms = TERM.matcher(text.toLowerCase(Locale.ROOT));
            while (terms.find()) {
                all.add(terms.group(1) != null ? terms.group(1) : terms.group(2));
            }
        }
        return new Words(all);
    }

    boolean areIn(String text) {
        if (all.isEmpty()) {
            return true;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        return all.stream().allMatch(lower::contains);
    }

    /** Whether a line of JSON can hold them all; false only when it surely does not. Cheaper than reading the line. */
    boolean mayBeIn(String json) {
        if (all.isEmpty()) {
            return true;
        }
        String lower = json.toLowerCase(Locale.ROOT);
        return all.stream().allMatch(word -> !PLAIN.matcher(word).matches() || lower.contains(word));
    }
}
