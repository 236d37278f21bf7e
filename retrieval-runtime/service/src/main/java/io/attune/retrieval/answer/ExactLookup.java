package io.attune.retrieval.answer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.attune.index.Fact;
import io.attune.index.FactKey;
import io.attune.index.KnowledgeIndex;
import org.springframework.stereotype.Component;

/** Finds what a question's names mean. */
@Component
class ExactLookup {
    private static final int PHRASE_WORDS_MAX = 6;

    private final Pages pages;

    ExactLookup(Pages pages) {
        this.pages = pages;
    }

    /**
     * What was found.
     *
     * @param subjects known keys and the pages that hold them, in the question's order
     * @param unknown names that are nobody's key, as they were written
     */
    record Found(Map<String, List<Page>> subjects, List<String> unknown) {
    }

    /** Looks the names up, however they are written; the exact spelling goes before a relaxed one. */
    Found find(KnowledgeIndex index, Question question) {
        List<String> names = question.names();
        List<Fact> facts = index.facts(names.isEmpty() ? phrases(question.text()) : names);
        List<Page> found = pages.newest(index.scope(), facts.stream().map(Fact::documentId).toList());
        Map<String, List<Page>> byKey = new LinkedHashMap<>();
        for (Page page : found) {
            page.keys().forEach(key -> byKey.computeIfAbsent(key, any -> new ArrayList<>()).add(page));
        }
        return names.isEmpty() ? phrase(byKey, question.text()) : named(byKey, names);
    }

    private static Found named(Map<String, List<Page>> byKey, List<String> names) {
        Map<String, List<Page>> subjects = new LinkedHashMap<>();
        List<String> unknown = new ArrayList<>();
        for (String name : names) {
            String relaxed = FactKey.relaxed(name);
            List<String> keys = byKey.containsKey(name)
                    ? List.of(name)
                    : byKey.keySet().stream().filter(key -> FactKey.relaxed(key).equals(relaxed)).toList();
            keys.forEach(key -> subjects.put(key, byKey.getOrDefault(key, List.of())));
            if (keys.isEmpty()) {
                unknown.add(name);
            }
        }
        return new Found(subjects, unknown);
    }

    /** A key of several words that stands in the question: the longest one. */
    private static Found phrase(Map<String, List<Page>> byKey, String text) {
        Set<String> said = new LinkedHashSet<>();
        phrases(text).forEach(phrase -> said.add(FactKey.relaxed(phrase)));
        Map<String, List<Page>> subjects = new LinkedHashMap<>();
        byKey.keySet().stream().filter(key -> said.contains(FactKey.relaxed(key))).max(Comparator.comparingInt(
                String::length)).ifPresent(key -> subjects.put(key, byKey.getOrDefault(key, List.of())));
        return new Found(subjects, List.of());
    }

    /** The runs of two to six words in a text. */
    private static List<String> phrases(String text) {
        String[] words = text.strip().split("[\\s,;:?!\"()]+");
        List<String> phrases = new ArrayList<>();
        for (int from = 0; from < Math.min(words.length, 60); from++) {
            StringBuilder phrase = new StringBuilder(words[from]);
            for (int to = from + 1; to < Math.min(words.length, from + PHRASE_WORDS_MAX); to++) {
                phrase.append(' ').append(words[to]);
                phrases.add(phrase.toString());
            }
        }
        return phrases;
    }
}
