package io.attune.pipeline.step;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.attune.pipeline.Example;
import io.attune.pipeline.Message;
import io.attune.pipeline.settings.Settings;

/**
 * Which of several twins stays.
 *
 * @param newestBy the attribute that holds a date or another text that sorts by age
 * @param priority sources, the best first; others come after them
 */
record KeepChoice(Keep keep, String newestBy, List<String> priority) {

    /** The rule of choice. */
    enum Keep {
        FIRST,
        NEWEST,
        LONGEST,
        PRIORITY
    }

    static KeepChoice of(Settings settings) {
        Keep keep = settings.word("keep", Keep.class, Keep.FIRST);
        String newestBy = settings.optionalText("newestBy");
        List<String> priority = settings.texts("priority", List.of());
        if (keep == Keep.PRIORITY && priority.isEmpty()) {
            settings.problem("priority", "'keep' is priority, and no source is named", "Write priority: [best, next].");
        }
        return new KeepChoice(keep, newestBy == null ? "date" : newestBy, priority);
    }

    /** With every default. */
    Map<String, Object> parameters() {
        return new HashMap<>(Map.of("keep", Settings.word(keep), "newestBy", newestBy, "priority", priority));
    }

    /** Whether one that comes later in the dataset is better than one that comes earlier. */
    boolean isBetter(Example later, Example earlier) {
        return switch (keep) {
            case FIRST -> false;
            case NEWEST -> date(later).compareTo(date(earlier)) > 0;
            case LONGEST -> length(later) > length(earlier);
            case PRIORITY -> rank(later) < rank(earlier);
        };
    }

    private String date(Example example) {
        return example.attributes().getOrDefault(newestBy, "");
    }

    private int rank(Example example) {
        int index = priority.indexOf(example.source());
        return index < 0 ? priority.size() : index;
    }

    private static long length(Example example) {
        return example.allMessages().map(Message::content).mapToLong(String::length).sum();
    }
}
