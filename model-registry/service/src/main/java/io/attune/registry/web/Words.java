package io.attune.registry.web;

import java.util.Locale;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import org.jspecify.annotations.Nullable;

/** Texts in requests and answers. */
public final class Words {
    private Words() {}

    /** A constant as the API writes it: lower-case words joined by hyphens. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * A text that a request must give.
     *
     * @throws PlatformException invalid-input, when it is missing or blank
     */
    public static String required(String field, @Nullable String text) {
        if (text == null || text.isBlank()) {
            throw new PlatformException(ErrorCode.INVALID_INPUT, "The field '" + field + "' is missing or blank",
                    "Say it in words; it is kept.");
        }
        return text;
    }
}
