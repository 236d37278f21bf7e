package io.attune.pipeline.generate.text;

import org.jspecify.annotations.Nullable;

/**
 * A sentence, and what was planted in it.
 *
 * @param mark null for a sentence in which nothing was planted
 */
public record Sentence(String text, @Nullable Mark mark) {

    /**
     * A planted value.
     *
     * @param kind what was planted, such as {@code email}
     * @param variant which form of it, such as a country, or empty
     * @param start first character of the value in the sentence, in UTF-16 units
     * @param end behind its last character
     */
    public record Mark(String kind, String variant, int start, int end) {
    }

    public Sentence(String text) {
        this(text, null);
    }

    /** A sentence around a value; the first {@code {}} of the carrier is its place. */
    public static Sentence around(String carrier, String kind, String variant, String value) {
        int start = carrier.indexOf("{}");
        return new Sentence(carrier.substring(0, start) + value + carrier.substring(start + 2), new Mark(kind, variant,
                start, start + value.length()));
    }
}
