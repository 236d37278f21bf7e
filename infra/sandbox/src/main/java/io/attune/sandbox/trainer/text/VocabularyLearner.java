package io.attune.sandbox.trainer.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;

import io.attune.sandbox.trainer.text.Vocabulary.Merge;

/**
 * Learns byte pairs from texts (Sennrich, Haddow and Birch 2016, "Neural Machine Translation of Rare Words with Subword
 * Units", on bytes as in GPT-2): again and again, the pair of neighbouring tokens that occurs most often becomes a token.
 *
 * <p>
 * The result depends on the texts alone: of pairs that occur equally often the one with the smaller numbers wins. Counts
 * are kept up to date per merge, so the cost follows the number of words that change, not the size of the texts.
 */
public final class VocabularyLearner {

    private record Candidate(Merge pair, long count) {
        static final Comparator<Candidate> ORDER = Comparator.comparingLong(
                Candidate::count).reversed().thenComparingInt(candidate -> candidate.pair.left()).thenComparingInt(
                        candidate -> candidate.pair.right());
    }

    private static final class Word {
        private final long count;
        private int[] tokens;

        Word(long count, int[] tokens) {
            this.count = count;
            this.tokens = tokens;
        }
    }

    private final Map<Merge, Long> counts = new HashMap<>();
    private final Map<Merge, Set<Word>> places = new HashMap<>();
    private final PriorityQueue<Candidate> queue = new PriorityQueue<>(Candidate.ORDER);

    private VocabularyLearner() {}

    /**
     * Learns a vocabulary of at most {@code size} tokens; fewer if the texts run out of pairs that occur twice.
     *
     * @throws IllegalArgumentException if {@code size} has no room for the bytes and special tokens
     */
    public static Vocabulary learn(Iterable<String> texts, int size) {
        if (size < Vocabulary.FIRST_MERGE) {
            throw new IllegalArgumentException("A vocabulary has at least " + Vocabulary.FIRST_MERGE + " tokens");
        }
        VocabularyLearner learner = new VocabularyLearner();
        learner.count(texts);
        return new Vocabulary(learner.merges(size - Vocabulary.FIRST_MERGE));
    }

    private void count(Iterable<String> texts) {
        Map<String, Long> words = new TreeMap<>();
        for (String text : texts) {
            WordSplitter.split(text, word -> words.merge(word, 1L, Long::sum));
        }
        words.forEach((text, count) -> {
            Word word = new Word(count, bytesOf(text));
            for (int i = 0; i + 1 < word.tokens.length; i++) {
                addPair(word, i, count);
            }
        });
        counts.forEach((pair, count) -> queue.add(new Candidate(pair, count)));
    }

    private static int[] bytesOf(String word) {
        byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
        int[] tokens = new int[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            tokens[i] = Vocabulary.FIRST_BYTE + (bytes[i] & 0xff);
        }
        return tokens;
    }

    private List<Merge> merges(int limit) {
        List<Merge> merges = new ArrayList<>();
        while (merges.size() < limit) {
            Candidate best = queue.poll();
            if (best == null || best.count < 2) {
                break;
            }
            // A candidate whose count has changed since it was queued is stale; its successor is in the queue too.
            if (counts.getOrDefault(best.pair, 0L) == best.count) {
                apply(best.pair, Vocabulary.FIRST_MERGE + merges.size());
                merges.add(best.pair);
            }
        }
        return merges;
    }

    private void apply(Merge pair, int token) {
        Set<Merge> changed = new HashSet<>();
        for (Word word : List.copyOf(places.getOrDefault(pair, Set.of()))) {
            for (int i = 0; i + 1 < word.tokens.length; i++) {
                changed.add(addPair(word, i, -word.count));
            }
            word.tokens = BytePairTokenizer.merged(word.tokens, pair, token);
            for (int i = 0; i + 1 < word.tokens.length; i++) {
                changed.add(addPair(word, i, word.count));
            }
        }
        counts.remove(pair);
        places.remove(pair);
        changed.remove(pair);
        for (Merge other : changed) {
            long count = counts.getOrDefault(other, 0L);
            if (count > 0) {
                queue.add(new Candidate(other, count));
            }
        }
    }

    private Merge addPair(Word word, int at, long count) {
        Merge pair = new Merge(word.tokens[at], word.tokens[at + 1]);
        counts.merge(pair, count, Long::sum);
        places.computeIfAbsent(pair, p -> new HashSet<>()).add(word);
        return pair;
    }
}
