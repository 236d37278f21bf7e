package io.attune.orchestrator.apply;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import tools.jackson.databind.JsonNode;

/** What differs between two trees, value by value. */
final class Changes {
    private static final int SHOWN_MAX = 30;
    private static final int TEXT_MAX = 80;

    private Changes() {}

    /** Lines such as {@code targets/0/parameters/epochs: 3 → 4}. */
    static List<String> between(JsonNode before, JsonNode after) {
        Map<String, String> old = new TreeMap<>();
        Map<String, String> now = new TreeMap<>();
        flatten(before, "", old);
        flatten(after, "", now);
        Map<String, String> all = new TreeMap<>(old);
        all.putAll(now);
        List<String> lines = new ArrayList<>();
        for (String place : all.keySet()) {
            String was = old.get(place);
            String is = now.get(place);
            if (was == null) {
                lines.add(place + ": " + is);
            } else if (is == null) {
                lines.add(place + ": " + was + " → nothing");
            } else if (!was.equals(is)) {
                lines.add(place + ": " + was + " → " + is);
            }
        }
        return lines.size() <= SHOWN_MAX
                ? lines
                : append(lines.subList(0, SHOWN_MAX), "and " + (lines.size() - SHOWN_MAX) + " more");
    }

    private static List<String> append(List<String> lines, String last) {
        List<String> all = new ArrayList<>(lines);
        all.add(last);
        return all;
    }

    private static void flatten(JsonNode node, String place, Map<String, String> values) {
        if (node.isObject()) {
            node.properties().forEach(entry -> flatten(entry.getValue(), place.isEmpty()
                    ? entry.getKey()
                    : place + "/" + entry.getKey(), values));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                flatten(node.get(i), place + "/" + i, values);
            }
        } else if (!node.isNull()) {
            String text = node.asString().replace("\n", "⏎");
            values.put(place, text.length() > TEXT_MAX ? text.substring(0, TEXT_MAX) + "…" : text);
        }
    }
}
