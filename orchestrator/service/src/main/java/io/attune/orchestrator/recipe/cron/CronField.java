package io.attune.orchestrator.recipe.cron;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

import io.attune.orchestrator.recipe.text.Suggestions;

/**
 * One of the five fields.
 *
 * @param text as written
 * @param values what it stands for; Sunday is 0
 * @param step n where it is written {@code *}{@code /n}, otherwise 1
 */
record CronField(Kind kind, String text, BitSet values, int step) {

    /** Which field it is and what may stand in it. */
    enum Kind {
        MINUTE("minute", 0, 59, ""),
        HOUR("hour", 0, 23, ""),
        DAY_OF_MONTH("day of month", 1, 31, ""),
        MONTH("month", 1, 12, "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC"),
        DAY_OF_WEEK("day of week", 0, 7, "SUN MON TUE WED THU FRI SAT");

        private final String words;
        private final int min;
        private final int max;
        private final String names;

        Kind(String words, int min, int max, String names) {
            this.words = words;
            this.min = min;
            this.max = max;
            this.names = names;
        }

        /** How many different values there are. */
        int size() {
            return this == DAY_OF_WEEK ? 7 : max - min + 1;
        }

        private List<String> names() {
            return names.isEmpty() ? List.of() : List.of(names.split(" "));
        }

        private String allowed() {
            return min + " to " + max + switch (this) {
                case MONTH -> " or JAN to DEC";
                case DAY_OF_WEEK -> " (Sunday is 0 or 7) or SUN to SAT";
                default -> "";
            };
        }
    }

    /** @throws IllegalArgumentException naming the field, the value and what is allowed */
    static CronField parse(Kind kind, String text) {
        BitSet values = new BitSet();
        int step = 1;
        for (String part : text.split(",", -1)) {
            step = add(kind, text, part, values);
        }
        return new CronField(kind, text, values, text.startsWith("*/") && !text.contains(",") ? step : 1);
    }

    /** Whether it leaves anything out in crontab(5)'s sense: only a field that begins with a star does not. */
    boolean restricted() {
        return !text.startsWith("*");
    }

    boolean all() {
        return values.cardinality() == kind.size();
    }

    boolean has(int value) {
        return values.get(value);
    }

    /** The values, smallest first. */
    List<Integer> list() {
        List<Integer> list = new ArrayList<>();
        values.stream().forEach(list::add);
        return list;
    }

    private static int add(Kind kind, String text, String part, BitSet values) {
        String[] stepped = part.split("/", -1);
        String[] range = stepped[0].split("-", -1);
        if (part.isEmpty() || stepped.length > 2 || range.length > 2) {
            throw wrong(kind, text, part.isEmpty() ? "an empty place in the list" : "'" + part + "'", "");
        }
        boolean star = stepped[0].equals("*");
        int from = star ? kind.min : number(kind, text, range[0]);
        int to = star || (range.length == 1 && stepped.length == 2)
                ? (kind == Kind.DAY_OF_WEEK ? 6 : kind.max)
                : number(kind, text, range[range.length - 1]);
        if (kind == Kind.DAY_OF_WEEK && to == 0 && range.length == 2) {
            to = 7;
        }
        if (to < from) {
            throw new IllegalArgumentException("the range '" + stepped[0] + "' in the field " + kind.words
                    + " goes down; write '" + range[0] + "-" + last(kind) + "," + first(kind) + "-" + range[1] + "'");
        }
        int step = stepped.length == 2 ? step(kind, text, stepped[1]) : 1;
        for (int value = from; value <= to; value += step) {
            values.set(kind == Kind.DAY_OF_WEEK ? value % 7 : value);
        }
        return step;
    }

    private static int step(Kind kind, String text, String written) {
        if (!written.matches("[0-9]{1,2}") || Integer.parseInt(written) < 1 || Integer.parseInt(written) > kind.max) {
            throw new IllegalArgumentException("'" + written + "' is no step for the field " + kind.words + " '" + text
                    + "'; a step is 1 to " + kind.max);
        }
        return Integer.parseInt(written);
    }

    private static int number(Kind kind, String text, String written) {
        int named = kind.names().indexOf(written.toUpperCase(Locale.ROOT));
        if (named >= 0) {
            return named + kind.min;
        }
        if (!written.matches("[0-9]{1,2}") || Integer.parseInt(written) < kind.min
                || Integer.parseInt(written) > kind.max) {
            throw wrong(kind, text, "'" + written + "'", near(kind, written));
        }
        return Integer.parseInt(written);
    }

    private static String near(Kind kind, String written) {
        String three = written.length() > 3 ? written.substring(0, 3) : written;
        return written.matches("[A-Za-z]+")
                ? Suggestions.closest(three, kind.names()).map(name -> "; did you mean '" + name + "'?").orElse("")
                : "";
    }

    private static String first(Kind kind) {
        return kind.names().isEmpty() ? Integer.toString(kind.min) : kind.names().getFirst();
    }

    private static String last(Kind kind) {
        return kind.names().isEmpty() ? Integer.toString(kind.max) : kind.names().getLast();
    }

    private static IllegalArgumentException wrong(Kind kind, String text, String what, String near) {
        return new IllegalArgumentException(what + " cannot stand in the field " + kind.words
                + (("'" + text + "'").equals(what) ? "" : " '" + text + "'") + "; allowed is " + kind.allowed() + near);
    }
}
