package io.attune.pipeline;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A part of a dataset. */
public enum Split {
    TRAIN,
    VALIDATION,
    TEST;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word in recipes, files and the API: lower case. */
    public String word() {
        return word;
    }

    public static Optional<Split> ofWord(String word) {
        return Arrays.stream(values()).filter(split -> split.word().equals(word)).findFirst();
    }
}
