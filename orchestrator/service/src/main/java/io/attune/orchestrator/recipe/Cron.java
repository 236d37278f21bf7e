package io.attune.orchestrator.recipe;

import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Times by cron: minute, hour, day of month, month, day of week, as in crontab(5), with an optional field for seconds in
 * front. A field is {@code *}, a number, a name such as {@code MON}, a range {@code 1-5}, steps {@code *}{@code /15}, or
 * several of these behind commas; Sunday is 0 or 7.
 *
 * <p>It departs from crontab(5) in one point: only one of day of month and day of week may be restricted, because "the
 * 13th or any Friday" surprises more people than it serves.
 *
 * @param text as written
 */
public record Cron(String text) {
    private static final List<String> MONTHS = List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP",
            "OCT", "NOV", "DEC");
    private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

    /** @throws IllegalArgumentException naming the field that is wrong */
    public Cron {
        text = text.strip();
        Fields.parse(text);
    }

    /** The same in Quartz's dialect: six fields, {@code ?} where a day is not restricted, days of the week by name. */
    public String quartz() {
        Fields fields = Fields.parse(text);
        String dayOfWeek = fields.dayOfWeek.all()
                ? "?"
                : fields.dayOfWeek.values.stream().map(DAYS::get).distinct().collect(Collectors.joining(","));
        String dayOfMonth = fields.dayOfWeek.all() ? fields.dayOfMonth.text() : "?";
        return String.join(" ", fields.second.text(), fields.minute.text(), fields.hour.text(), dayOfMonth,
                fields.month.text(), dayOfWeek);
    }

    /** In English where that is short, such as {@code every day at 03:00}; otherwise the text itself. */
    public String inWords() {
        Fields fields = Fields.parse(text);
        if (!fields.second.isOne() || !fields.minute.isOne() || !fields.hour.isOne() || !fields.month.all()) {
            return text;
        }
        String at = String.format(Locale.ROOT, " at %02d:%02d", fields.hour.first(), fields.minute.first());
        if (!fields.dayOfWeek.all()) {
            return "every " + fields.dayOfWeek.values.stream().map(Cron::dayName).distinct().collect(
                    Collectors.joining(", ")) + at;
        }
        if (fields.dayOfMonth.all()) {
            return "every day" + at;
        }
        return "on day " + fields.dayOfMonth.text() + " of every month" + at;
    }

    @Override
    public String toString() {
        return text;
    }

    private static String dayName(int day) {
        return DayOfWeek.of(day == 0 ? 7 : day).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    private record Fields(Field second, Field minute, Field hour, Field dayOfMonth, Field month, Field dayOfWeek) {

        static Fields parse(String text) {
            List<String> parts = new ArrayList<>(List.of(text.strip().split("\\s+")));
            if (parts.size() == 5) {
                parts.addFirst("0");
            }
            if (parts.size() != 6) {
                throw new IllegalArgumentException("'" + text + "' has " + parts.size()
                        + " fields and cron has five, or six with seconds in front");
            }
            Fields fields = new Fields(Field.parse("second", parts.get(0), 0, 59, List.of()),
                    Field.parse("minute", parts.get(1), 0, 59, List.of()),
                    Field.parse("hour", parts.get(2), 0, 23, List.of()),
                    Field.parse("day of month", parts.get(3), 1, 31, List.of()),
                    Field.parse("month", parts.get(4), 1, 12, MONTHS),
                    Field.parse("day of week", parts.get(5), 0, 7, DAYS));
            if (!fields.dayOfMonth.all() && !fields.dayOfWeek.all()) {
                throw new IllegalArgumentException("'" + text + "' restricts both day of month and day of week");
            }
            return fields;
        }
    }

    /** The values a field stands for. */
    private record Field(SortedSet<Integer> values, int min, int max) {

        static Field parse(String name, String text, int min, int max, List<String> names) {
            SortedSet<Integer> values = new TreeSet<>();
            for (String part : text.split(",", -1)) {
                String[] stepped = part.split("/", -1);
                String[] range = stepped[0].split("-", -1);
                if (stepped.length > 2 || range.length > 2) {
                    throw wrong(name, part);
                }
                boolean any = stepped[0].equals("*");
                int from = any ? min : number(name, range[0], min, max, names);
                int to = any || (range.length == 1 && stepped.length == 2)
                        ? max
                        : number(name, range[range.length - 1], min, max, names);
                if (max == 7 && to == 0 && range.length == 2) {
                    to = 7; // MON-SUN
                }
                int step = stepped.length == 2 ? number(name, stepped[1], 1, max, List.of()) : 1;
                if (to < from) {
                    throw wrong(name, part);
                }
                for (int value = from; value <= to; value += step) {
                    values.add(max == 7 ? value % 7 : value);
                }
            }
            return new Field(values, min, max);
        }

        private static int number(String name, String text, int min, int max, List<String> names) {
            int named = names.indexOf(text.toUpperCase(Locale.ROOT));
            if (named >= 0) {
                return named + min;
            }
            if (!text.matches("[0-9]{1,2}") || Integer.parseInt(text) < min || Integer.parseInt(text) > max) {
                throw wrong(name, text);
            }
            return Integer.parseInt(text);
        }

        private static IllegalArgumentException wrong(String name, String text) {
            return new IllegalArgumentException("'" + text + "' cannot stand in cron's field " + name);
        }

        boolean all() {
            return values.size() > max - min - (max == 7 ? 1 : 0);
        }

        boolean isOne() {
            return values.size() == 1;
        }

        int first() {
            return values.first();
        }

        String text() {
            return all() ? "*" : values.stream().map(String::valueOf).collect(Collectors.joining(","));
        }
    }
}
