package io.attune.cli.terminal;

import java.util.regex.Pattern;

/**
 * Colours text with ANSI escapes, or leaves it as it is.
 *
 * @param colour whether escapes are written
 */
public record Style(boolean colour) {
    /** Writes no escapes. */
    public static final Style PLAIN = new Style(false);

    private static final Pattern ESCAPE = Pattern.compile("\u001b\\[[0-9;]*m");

    public String bold(String text) {
        return wrap("1", text);
    }

    public String dim(String text) {
        return wrap("2", text);
    }

    public String red(String text) {
        return wrap("31", text);
    }

    public String green(String text) {
        return wrap("32", text);
    }

    public String yellow(String text) {
        return wrap("33", text);
    }

    public String cyan(String text) {
        return wrap("36", text);
    }

    /** The text without its escapes. */
    public static String strip(String text) {
        return text.indexOf('\u001b') < 0 ? text : ESCAPE.matcher(text).replaceAll("");
    }

    /** How many columns a text takes; escapes take none. East Asian wide characters count as one. */
    public static int width(String text) {
        String visible = strip(text);
        return visible.codePointCount(0, visible.length());
    }

    /** Cuts a text to a number of columns, ending in … when something was cut; escapes before the cut stay. */
    public static String cut(String text, int columns) {
        if (width(text) <= columns) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int used = 0;
        boolean escaped = false;
        for (int i = 0; i < text.length() && used < columns - 1;) {
            if (text.charAt(i) == '\u001b') {
                int end = text.indexOf('m', i);
                kept.append(text, i, end + 1);
                i = end + 1;
                escaped = true;
            } else {
                int point = text.codePointAt(i);
                kept.appendCodePoint(point);
                i += Character.charCount(point);
                used++;
            }
        }
        return kept.append('…').append(escaped ? "\u001b[0m" : "").toString();
    }

    private String wrap(String code, String text) {
        return colour && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
