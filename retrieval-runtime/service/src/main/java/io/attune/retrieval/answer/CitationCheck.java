package io.attune.retrieval.answer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.attune.index.Sentences;
import io.attune.index.Span;
import io.attune.retrieval.Citation;
import io.attune.retrieval.answer.PassageSearch.Support;

/**
 * Holds what a model wrote against what it cites. A sentence is supported by a passage that has every number, quoted word
 * and name of the sentence to the letter, and at least three quarters of its other words. A text with one sentence that
 * nothing supports is not used. Pure.
 */
final class CitationCheck {
    private static final Pattern MARK = Pattern.compile("\\[(\\d{1,3})]");
    private static final Pattern HARD = Pattern.compile(
            "`([^`]+)`|\"([^\"]+)\"|((?<![\\w.])[A-Za-z][\\w-]*(?:\\.[\\w-]+)+)|((?<![\\w.])\\d[\\w.,:%]*)");
    private static final Pattern WORD = Pattern.compile("[\\p{L}]{4,}");
    private static final double WORDS_SHARE_MIN = 0.75;

    private CitationCheck() {}

    /** The citations of every sentence; empty when one has none. */
    static Optional<List<Citation>> check(String text, List<Support> passages) {
        List<Citation> citations = new ArrayList<>();
        for (Span sentence : joined(text)) {
            String words = sentence.in(text);
            List<Integer> named = marks(words, passages.size());
            List<Integer> candidates = named.isEmpty() ? all(passages.size()) : named;
            Optional<Citation> citation = candidates.stream().flatMap(number -> support(words, sentence, passages.get(
                    number)).stream()).findFirst();
            if (citation.isEmpty()) {
                return Optional.empty();
            }
            citations.add(citation.get());
        }
        return citations.isEmpty() ? Optional.empty() : Optional.of(citations);
    }

    /** Sentences, with a mark that stands behind the full stop joined to the sentence before it. */
    private static List<Span> joined(String text) {
        List<Span> joined = new ArrayList<>();
        for (Span sentence : Sentences.of(text)) {
            boolean marksOnly = MARK.matcher(sentence.in(text)).replaceAll("").strip().matches("[.,;]*");
            if (marksOnly && !joined.isEmpty()) {
                joined.set(joined.size() - 1, new Span(joined.getLast().start(), sentence.end()));
            } else {
                joined.add(sentence);
            }
        }
        return joined;
    }

    private static Optional<Citation> support(String words, Span sentence, Support support) {
        String passage = support.passage().title() + "\n" + support.passage().text();
        String bare = MARK.matcher(words).replaceAll(" ");
        if (!hard(bare).stream().allMatch(passage::contains) || share(bare, passage) < WORDS_SHARE_MIN) {
            return Optional.empty();
        }
        Span place = Sentences.of(support.passage().text()).stream().max(Comparator.comparingDouble(
                candidate -> nearness(bare, candidate.in(support.passage().text())))).orElse(new Span(0,
                        support.passage().text().length())).shift(support.passage().span().start());
        return Optional.of(Composition.citation(support.page(), place, sentence));
    }

    private static double nearness(String words, String candidate) {
        Set<String> hard = hard(words);
        long found = hard.stream().filter(candidate::contains).count();
        return found * 2 + share(words, candidate);
    }

    private static Set<String> hard(String words) {
        Matcher matcher = HARD.matcher(words);
        return matcher.results().map(result -> {
            for (int group = 1; group <= result.groupCount(); group++) {
                String found = result.group(group);
                if (found != null) {
                    return found.replaceAll("[.,:]+$", "");
                }
            }
            return result.group();
        }).collect(Collectors.toSet());
    }

    private static double share(String words, String passage) {
        Set<String> said = words(words);
        Set<String> there = words(passage);
        return said.isEmpty() ? 1 : (double) said.stream().filter(there::contains).count() / said.size();
    }

    private static Set<String> words(String text) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT)).results().map(result -> result.group().substring(0, Math.min(
                6, result.group().length()))).collect(Collectors.toSet());
    }

    private static List<Integer> marks(String words, int passages) {
        return MARK.matcher(words).results().map(result -> Integer.parseInt(result.group(1)) - 1).filter(
                number -> number >= 0 && number < passages).distinct().toList();
    }

    private static List<Integer> all(int count) {
        return IntStream.range(0, count).boxed().toList();
    }
}
