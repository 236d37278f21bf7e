package io.attune.index;

import java.util.Locale;

/**
 * The one form of a fact's key under which all its ways of writing meet, as in Spring Boot's relaxed binding:
 * {@code server.maxHttpHeaderSize}, {@code server.max-http-header-size} and {@code SERVER_MAXHTTPHEADERSIZE} are one.
 */
public final class FactKey {
    private FactKey() {}

    /** Lower case; hyphens left out; an all upper-case name's underscores are dots, others are left out; blanks one. */
    public static String relaxed(String key) {
        String trimmed = key.strip();
        boolean environment = trimmed.indexOf('_') > 0 && trimmed.equals(trimmed.toUpperCase(Locale.ROOT));
        StringBuilder form = new StringBuilder(trimmed.length());
        boolean blank = false;
        for (int i = 0; i < trimmed.length(); i++) {
            char c = trimmed.charAt(i);
            if (Character.isWhitespace(c)) {
                blank = true;
                continue;
            }
            if (c == '-' || (c == '_' && !environment)) {
                continue;
            }
            if (blank) {
                form.append(' ');
                blank = false;
            }
            form.append(c == '_' ? '.' : Character.toLowerCase(c));
        }
        return form.toString();
    }
}
