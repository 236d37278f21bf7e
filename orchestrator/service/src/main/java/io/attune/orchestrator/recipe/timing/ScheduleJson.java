package io.attune.orchestrator.recipe.timing;

import java.util.Locale;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A schedule in the words of the recipe language. */
public final class ScheduleJson {
    private ScheduleJson() {}

    /** What stands in the recipe's digest: keys that recipes got later only where they say something. */
    public static ObjectNode write(Schedule schedule) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        schedule.cron().ifPresent(cron -> json.put("cron", cron.text()));
        json.put("zone", schedule.zone().getId()).put("unchanged", "skip").put("misfire", word(schedule.misfire()));
        if (schedule.misfire() == Schedule.Misfire.RUN_ALL) {
            json.put("missedAtMost", schedule.missedAtMost());
        }
        if (schedule.overlap() != Schedule.Overlap.SKIP) {
            json.put("overlap", word(schedule.overlap()));
        }
        schedule.holidays().forEach(day -> json.withArray("holidays").add(day.toString()));
        schedule.blackouts().forEach(blackout -> blackout(blackout, json.withArray("blackouts").addObject()));
        for (When when : schedule.events()) {
            ObjectNode written = json.withArray("when").addObject().put("event", when.event());
            when.settings().entrySet().stream().sorted(java.util.Map.Entry.comparingByKey()).forEach(
                    setting -> written.put(setting.getKey(), setting.getValue()));
            written.put("mode", word(when.mode()));
        }
        return json;
    }

    /** The same with every default. */
    public static ObjectNode explain(Schedule schedule) {
        return write(schedule).put("overlap", word(schedule.overlap()));
    }

    private static void blackout(Blackout blackout, ObjectNode json) {
        switch (blackout) {
            case Blackout.Once once -> json.put("from", once.from().toString()).put("to", once.to().toString());
            case Blackout.Weekly weekly -> {
                json.put("from", weekly.from().toString()).put("to", weekly.to().toString());
                weekly.days().stream().sorted().forEach(day -> json.withArray("days").add(day.name().substring(0, 3)));
            }
        }
        json.put("zone", blackout.zone().getId());
    }

    /** A constant as the recipe writes it, such as {@code run-once}. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
