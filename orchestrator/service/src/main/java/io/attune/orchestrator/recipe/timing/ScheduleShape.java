package io.attune.orchestrator.recipe.timing;

import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import io.attune.kernel.Problems;
import io.attune.orchestrator.recipe.cron.Cron;
import io.attune.orchestrator.recipe.text.Field;
import io.attune.orchestrator.recipe.text.Fields;
import io.attune.orchestrator.recipe.text.ObjectShape;
import io.attune.orchestrator.recipe.text.Shape;
import io.attune.orchestrator.recipe.text.Shapes;
import io.attune.orchestrator.recipe.timing.Schedule.Misfire;
import io.attune.orchestrator.recipe.timing.Schedule.Overlap;
import org.jspecify.annotations.Nullable;

/** How a recipe writes when it starts. */
public final class ScheduleShape {
    private static final int MISSED_MAX = 100;
    private static final ZoneId UTC = ZoneId.of("UTC");

    private static final Field<Cron> CRON = Field.optional("cron",
            Shapes.parsed(Cron::new, "Write minute, hour, day of month, month, day of week, like '0 3 1 * *'."),
            "Minute, hour, day of month, month, day of week, like '0 3 1 * *'; Quartz's grammar behind 'quartz:'.");
    private static final Field<ZoneId> ZONE = zone("Where the hours are read; UTC unless said.");
    private static final Field<String> UNCHANGED = Field.optional("unchanged", Shapes.oneOf("choice", List.of("skip")),
            "What to do when no input has changed: skip.");
    private static final Field<Misfire> MISFIRE = Field.optional("misfire",
            Shapes.oneOf("choice", Map.of("run-once", Misfire.RUN_ONCE, "skip", Misfire.SKIP, "run-all",
                    Misfire.RUN_ALL)),
            "What to do about times that were missed: run-once (unless said otherwise), skip, or run-all.");
    private static final Field<Integer> MISSED_AT_MOST = Field.optional("missedAtMost", Shapes.whole(1, MISSED_MAX),
            "How many missed times run-all makes up for, the newest of them.");
    private static final Field<Overlap> OVERLAP = Field.optional("overlap",
            Shapes.oneOf("choice", Map.of("skip", Overlap.SKIP, "queue", Overlap.QUEUE, "replace", Overlap.REPLACE)),
            "What to do while a run is under way: skip (unless said otherwise), queue, or replace it.");
    private static final Field<List<Holiday>> HOLIDAYS = Field.optional("holidays",
            Shapes.list(Shapes.parsed(Holiday::parse,
                    "Write a date like '2026-12-24', or month and day like '12-25' for every year."), "holidays", 0),
            "Days on which nothing starts by itself: a date, or month and day for every year.");

    private static final Field<String> FROM = Field.required("from", Shapes.text(),
            "When it begins: a date and time like '2026-12-20T18:00', or a time of day like '18:00'.");
    private static final Field<String> TO = Field.required("to", Shapes.text(),
            "When it ends, in the same form; a time of day not after 'from' is on the day after.");
    private static final Field<List<DayOfWeek>> DAYS = Field.optional("days",
            Shapes.list(Shapes.parsed(Blackout::day, "Write MON, TUE, WED, THU, FRI, SAT or SUN."), "days", 1),
            "On which days it begins, where times of day are written; every day unless said.");
    private static final Field<ZoneId> BLACKOUT_ZONE = zone("Where its hours are read; UTC unless said.");
    private static final Field<List<Blackout>> BLACKOUTS = Field.optional("blackouts",
            Shapes.list(new ObjectShape<>("a blackout", List.of(FROM, TO, DAYS, BLACKOUT_ZONE),
                    ScheduleShape::blackout), "blackouts", 0),
            "Windows in which nothing starts by itself.");

    private static final Field<String> EVENT = Field.required("event",
            Shapes.oneOf("event", List.of(When.NEW_DATA, When.SUNSET)),
            "What happens: new-data (sources grew since the last run) or sunset (the base model's end is near).");
    private static final Field<Integer> RECORDS = Field.optional(When.RECORDS, Shapes.whole(1, Integer.MAX_VALUE),
            "For new-data: how many records more.");
    private static final Field<String> SHARE = Field.optional(When.SHARE,
            Shapes.parsed(text -> matching(text, "[1-9][0-9]{0,3}%", "share"), "Write it like '10%'."),
            "For new-data: how much more, like 10%.");
    private static final Field<String> WITHIN = Field.optional(When.WITHIN,
            Shapes.parsed(text -> matching(text, "[1-9][0-9]{0,3}d", "number of days"), "Write it like '60d'."),
            "For sunset: how long before, like 60d.");
    private static final Field<When.Mode> MODE = Field.optional("mode",
            Shapes.oneOf("mode", Map.of("suggest", When.Mode.SUGGEST, "act", When.Mode.ACT)),
            "suggest (unless said otherwise) tells people, act starts a run.");
    private static final Field<List<When>> WHEN = Field.optional("when",
            Shapes.list(new ObjectShape<>("an event", List.of(EVENT, RECORDS, SHARE, WITHIN, MODE),
                    ScheduleShape::when), "events", 1),
            "Events that start the recipe beside the clock.");

    /** The part {@code schedule}. */
    public static final Shape<Schedule> SCHEDULE = new ObjectShape<>("schedule", List.of(CRON, ZONE, UNCHANGED, MISFIRE,
            MISSED_AT_MOST, OVERLAP, HOLIDAYS, BLACKOUTS, WHEN), ScheduleShape::schedule);

    private ScheduleShape() {}

    private static @Nullable Schedule schedule(Fields f, Problems problems) {
        Misfire misfire = f.get(MISFIRE, Misfire.RUN_ONCE);
        Overlap overlap = f.get(OVERLAP, Overlap.SKIP);
        if (!f.has(CRON) && !f.has(WHEN)) {
            f.node().problem(problems, "the schedule says neither 'cron' nor 'when'",
                    "Write one, like cron: '0 3 1 * *'.");
            return null;
        }
        if ((misfire == Misfire.RUN_ALL) != f.has(MISSED_AT_MOST)) {
            f.node().problem(problems, misfire == Misfire.RUN_ALL
                    ? "misfire run-all does not say how many at most"
                    : "missedAtMost belongs to misfire run-all",
                    "Write both, like 'misfire: run-all, missedAtMost: 5', or neither.");
            return null;
        }
        if (misfire == Misfire.RUN_ALL && overlap != Overlap.QUEUE) {
            f.node().problem(problems, "misfire run-all starts several runs and overlap lets only one through",
                    "Write overlap: queue.");
            return null;
        }
        return new Schedule(Optional.ofNullable(f.find(CRON)), f.get(ZONE, UTC), misfire, f.get(MISSED_AT_MOST, 1),
                overlap, f.get(HOLIDAYS, List.of()), f.get(BLACKOUTS, List.of()), f.get(WHEN, List.of()));
    }

    private static @Nullable Blackout blackout(Fields f, Problems problems) {
        List<DayOfWeek> days = f.get(DAYS, List.of());
        try {
            Set<DayOfWeek> set = days.isEmpty() ? Set.of() : EnumSet.copyOf(days);
            return Blackout.of(f.get(FROM), f.get(TO), set, f.get(BLACKOUT_ZONE, UTC));
        } catch (IllegalArgumentException e) {
            f.node().problem(problems, String.valueOf(e.getMessage()),
                    "Write both as '2026-12-20T18:00' or both as '18:00', with days where times of day are meant.");
            return null;
        }
    }

    private static @Nullable When when(Fields f, Problems problems) {
        boolean newData = f.get(EVENT).equals(When.NEW_DATA);
        Map<String, String> settings = new TreeMap<>();
        Integer records = f.find(RECORDS);
        String share = f.find(SHARE);
        String within = f.find(WITHIN);
        if (newData != ((records != null) ^ (share != null)) || newData == (within != null)) {
            f.node().problem(problems, "the event " + f.get(EVENT) + (newData
                    ? " takes either 'records' or 'share'"
                    : " takes 'within'"), newData ? "Write records: 500 or share: 10%." : "Write within: 60d.");
            return null;
        }
        if (records != null) {
            settings.put(When.RECORDS, records.toString());
        }
        if (share != null) {
            settings.put(When.SHARE, share);
        }
        if (within != null) {
            settings.put(When.WITHIN, within);
        }
        return new When(f.get(EVENT), settings, f.get(MODE, When.Mode.SUGGEST));
    }

    private static Field<ZoneId> zone(String description) {
        return Field.optional("zone", Shapes.parsed(Zones::parse, "Write a zone like Europe/Berlin or UTC."),
                description);
    }

    private static String matching(String text, String form, String what) {
        if (!text.matches(form)) {
            throw new IllegalArgumentException("'" + text + "' is no " + what);
        }
        return text;
    }
}
