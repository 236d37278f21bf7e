package io.attune.adapter.command;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a verb answered: lines {@code name=value}, some names more than once. */
final class Answer {
    private static final String END = "attune-end";
    private final Map<String, List<String>> facts = new TreeMap<>();

    private Answer() {}

    /** Reads an answer; empty when it breaks off before its end. */
    static Optional<Answer> read(String text) {
        Answer answer = new Answer();
        for (String line : text.split("\n")) {
            if (line.equals(END)) {
                return Optional.of(answer);
            }
            int equals = line.indexOf('=');
            if (equals > 0) {
                answer.facts.computeIfAbsent(line.substring(0, equals), name -> new ArrayList<>()).add(
                        line.substring(equals + 1).strip());
            }
        }
        return Optional.empty();
    }

    String fact(String name) {
        return facts.getOrDefault(name, List.of("")).getFirst();
    }

    boolean has(String name) {
        return facts.containsKey(name);
    }

    List<String> all(String name) {
        return facts.getOrDefault(name, List.of());
    }

    /** A fact that is written in base64; empty when it is absent or is not. */
    String decoded(String name) {
        try {
            return new String(Base64.getDecoder().decode(fact(name)), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
