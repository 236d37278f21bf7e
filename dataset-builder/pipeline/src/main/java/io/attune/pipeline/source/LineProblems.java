package io.attune.pipeline.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.attune.kernel.Problem;
import tools.jackson.databind.JsonNode;

/** Gathers what keeps one parsed line from being an example. Not thread-safe. */
final class LineProblems {
    /** A line that is wrong all over needs no more to be recognised. */
    private static final int LISTED_MAX = 20;

    private final List<Found> found = new ArrayList<>();
    private int more;

    /** @param pointer of the value that is wrong, or of the object that lacks one */
    private record Found(String pointer, String reason, String message, String nextStep) {}

    void add(String pointer, String reason, String message, String nextStep) {
        if (found.size() < LISTED_MAX) {
            found.add(new Found(pointer, reason, message, nextStep));
        } else {
            more++;
        }
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    int size() {
        return found.size() + more;
    }

    /** The pointers whose columns are wanted, and those of what holds them. */
    Set<String> pointers() {
        return found.stream().flatMap(f -> Stream.of(f.pointer(), holder(f.pointer()))).collect(
                Collectors.toSet());
    }

    /** The record as it goes to the ledger: its reason is that of the first problem. */
    SourceItem.Bad bad(String key, String place, Map<String, Integer> columns) {
        List<Problem> problems = new ArrayList<>();
        for (Found one : found) {
            int column = columns.getOrDefault(one.pointer(), columns.getOrDefault(holder(one.pointer()), 1));
            problems.add(new Problem(place + ":" + column + (one.pointer().isEmpty() ? "" : "#" + one.pointer()),
                    one.message(), one.nextStep()));
        }
        if (more > 0) {
            problems.add(new Problem(place + ":1", "and " + more + " more problems", "Mend the first ones."));
        }
        return new SourceItem.Bad(key, found.getFirst().reason(), problems);
    }

    private static String holder(String pointer) {
        int last = pointer.lastIndexOf('/');
        return last < 0 ? "" : pointer.substring(0, last);
    }

    /** A key as a JSON pointer has it (RFC 6901), shortened when somebody made it long. */
    static String escape(String key) {
        String shown = key.length() > 80 ? key.substring(0, 80) : key;
        return shown.replace("~", "~0").replace("/", "~1");
    }

    /** The JSON type of a value, for people. */
    static String kind(JsonNode node) {
        return node.getNodeType().name().toLowerCase(Locale.ROOT);
    }
}
