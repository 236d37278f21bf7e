package io.attune.orchestrator.recipe.cron;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/** Says a line in English. */
final class CronWords {
    private static final int TIMES_SAID_MAX = 4;

    private CronWords() {}

    static String of(UnixTimes line) {
        String days = days(line);
        boolean fewTimes = line.minute().list().size() * line.hour().list().size() <= TIMES_SAID_MAX;
        if (fewTimes) {
            List<String> times = new ArrayList<>();
            line.hour().list().forEach(hour -> line.minute().list().forEach(
                    minute -> times.add(String.format(Locale.ROOT, "%02d:%02d", hour, minute))));
            return (days.isEmpty() ? "every day" : days) + " at " + join(times);
        }
        return minutes(line) + (days.isEmpty() ? "" : ", " + days);
    }

    private static String minutes(UnixTimes line) {
        CronField minute = line.minute();
        CronField hour = line.hour();
        String hours = hour.all()
                ? ""
                : hour.step() > 1
                        ? " of every " + ordinal(hour.step()) + " hour"
                        : " during the hours " + join(runs(hour.list(), h -> String.format(Locale.ROOT, "%02d", h)));
        if (minute.all()) {
            return "every minute" + hours;
        }
        if (minute.step() > 1 && 60 % minute.step() == 0) {
            return "every " + minute.step() + " minutes" + hours;
        }
        if (minute.list().equals(List.of(0)) && hours.isEmpty()) {
            return "every hour";
        }
        if (minute.list().equals(List.of(0)) && hour.step() > 1 && 24 % hour.step() == 0) {
            return "every " + hour.step() + " hours from 00:00";
        }
        return (minute.list().size() == 1 ? "at minute " : "at minutes ") + join(runs(minute.list(),
                Integer::toString)) + (hours.isEmpty() ? " of every hour" : hours);
    }

    private static String days(UnixTimes line) {
        String months = line.month().all() ? "" : join(runs(line.month().list(), CronWords::month));
        String ofMonth = line.dayOfMonth().all()
                ? ""
                : "on day" + (line.dayOfMonth().list().size() == 1 ? " " : "s ") + join(runs(
                        line.dayOfMonth().list(), Integer::toString)) + " of " + (months.isEmpty()
                                ? "every month"
                                : months);
        String ofWeek = line.dayOfWeek().all() ? "" : join(runs(weekFromMonday(line), CronWords::day));
        String inMonths = months.isEmpty() ? "" : " in " + months;
        if (ofMonth.isEmpty() && ofWeek.isEmpty()) {
            return months.isEmpty() ? "" : "every day" + inMonths;
        }
        if (ofMonth.isEmpty()) {
            return "every " + ofWeek + inMonths;
        }
        if (ofWeek.isEmpty()) {
            return ofMonth;
        }
        return line.eitherDay()
                ? ofMonth + " and every " + ofWeek + inMonths
                : ofMonth + " that are " + ofWeek;
    }

    /** Sunday comes last when people speak. */
    private static List<Integer> weekFromMonday(UnixTimes line) {
        return line.dayOfWeek().list().stream().map(day -> day == 0 ? 7 : day).sorted().toList();
    }

    /** Three or more that follow each other are said as a range. */
    private static List<String> runs(List<Integer> values, IntFunction<String> say) {
        List<String> said = new ArrayList<>();
        for (int i = 0; i < values.size();) {
            int j = i;
            while (j + 1 < values.size() && values.get(j + 1) == values.get(j) + 1) {
                j++;
            }
            if (j - i >= 2) {
                said.add(say.apply(values.get(i)) + " to " + say.apply(values.get(j)));
                i = j + 1;
            } else {
                said.add(say.apply(values.get(i)));
                i++;
            }
        }
        return said;
    }

    private static String join(List<String> parts) {
        return parts.size() < 2
                ? String.join("", parts)
                : String.join(", ", parts.subList(0, parts.size() - 1)) + " and " + parts.getLast();
    }

    private static String ordinal(int number) {
        return switch (number) {
            case 2 -> "second";
            case 3 -> "third";
            default -> number + (number % 10 == 1 && number != 11
                    ? "st"
                    : number % 10 == 2 && number != 12
                            ? "nd"
                            : number % 10 == 3 && number != 13 ? "rd" : "th");
        };
    }

    private static String day(int day) {
        return DayOfWeek.of(day).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    private static String month(int month) {
        return Month.of(month).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }
}
