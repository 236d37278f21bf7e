package io.attune.pipeline.redact.check;

import java.util.List;
import java.util.Locale;

/** Days of the calendar on which someone alive can have been born. */
public final class Dates {
    private static final List<String> MONTHS = List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep",
            "oct", "nov", "dec");
    private static final List<String> OTHERS = List.of("januar", "februar", "märz", "mai", "juni", "juli", "oktober",
            "dezember", "janvier", "février", "mars", "avril", "juin", "juillet", "août", "enero", "febrero", "marzo",
            "abril", "mayo", "junio", "julio", "agosto", "diciembre");

    private Dates() {}

    /** Whether the numbers, the first or the last of which is the year, name a day from 1900 to 2029. */
    public static boolean isDay(int first, int second, int third) {
        return first > 31
                ? isDay(first, second) && third <= 31 && third > 0
                : isYear(third) && isDayAndMonth(first,
                        second);
    }

    private static boolean isDay(int year, int month) {
        return isYear(year) && month >= 1 && month <= 12;
    }

    private static boolean isDayAndMonth(int a, int b) {
        return a >= 1 && b >= 1 && a <= 31 && b <= 31 && (a <= 12 || b <= 12);
    }

    public static boolean isYear(int year) {
        return year >= 1900 && year < 2030;
    }

    /** Whether a word is the name of a month, in English also cut to three letters or four. */
    public static boolean isMonth(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        boolean english = lower.length() >= 3 && MONTHS.contains(lower.substring(0, 3)) && (lower.length() <= 4
                || List.of("january", "february", "march", "april", "june", "july", "august", "september", "october",
                        "november", "december").contains(lower));
        return english || OTHERS.contains(lower);
    }
}
