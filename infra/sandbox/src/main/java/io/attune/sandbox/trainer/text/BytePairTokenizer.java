package io.attune.sandbox.trainer.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

import io.attune.sandbox.trainer.text.Vocabulary.Merge;

/**
 * Turns text into tokens and back. Every text can be written, since each byte is a token; decoding what was encoded gives
 * the text again. Safe for use from many threads; words seen before cost one look-up.
 */
public final class BytePairTokenizer {

    private static final int CACHED_WORDS = 1 << 16;

    private final Vocabulary vocabulary;
    private final List<byte[]> tokenBytes;
    private final Map<Merge, Integer> ranks = new HashMap<>();
    private final Map<String, int[]> cache = new ConcurrentHashMap<>();

    public BytePairTokenizer(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        this.tokenBytes = vocabulary.tokenBytes();
        List<Merge> merges = vocabulary.merges();
        for (int rank = 0; rank < merges.size(); rank++) {
            ranks.putIfAbsent(merges.get(rank), rank);
        }
    }

    /** The vocabulary this tokenizer writes in. */
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /** The numbers of the text's tokens. What looks like a special token is written as ordinary text. */
    public int[] encode(String text) {
        IntStream.Builder tokens = IntStream.builder();
        WordSplitter.split(text, word -> {
            for (int token : encodeWord(word)) {
                tokens.add(token);
            }
        });
        return tokens.build().toArray();
    }

    /** The text of tokens; special tokens have none. Bytes that are no UTF-8 show as U+FFFD. */
    public String decode(int... tokens) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int token : tokens) {
            bytes.writeBytes(tokenBytes.get(token));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** The text of one token, with special tokens shown by their names. */
    public String show(int token) {
        return token < Vocabulary.FIRST_BYTE ? SpecialToken.withId(token).text() : decode(token);
    }

    private int[] encodeWord(String word) {
        int[] cached = cache.get(word);
        if (cached != null) {
            return cached;
        }
        int[] tokens = mergeBytes(word.getBytes(StandardCharsets.UTF_8));
        if (cache.size() < CACHED_WORDS) {
            cache.put(word, tokens);
        }
        return tokens;
    }

    private int[] mergeBytes(byte[] bytes) {
        int[] tokens = new int[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            tokens[i] = Vocabulary.FIRST_BYTE + (bytes[i] & 0xff);
        }
        for (int rank = lowestRank(tokens); rank != Integer.MAX_VALUE; rank = lowestRank(tokens)) {
            tokens = merged(tokens, vocabulary.merges().get(rank), Vocabulary.FIRST_MERGE + rank);
        }
        return tokens;
    }

    private int lowestRank(int[] tokens) {
        int lowest = Integer.MAX_VALUE;
        for (int i = 0; i + 1 < tokens.length; i++) {
            lowest = Math.min(lowest, ranks.getOrDefault(new Merge(tokens[i], tokens[i + 1]), Integer.MAX_VALUE));
        }
        return lowest;
    }

    /** The tokens with each occurrence of the pair, from left to right, replaced by one token. */
    static int[] merged(int[] tokens, Merge pair, int token) {
        int[] result = new int[tokens.length];
        int size = 0;
        for (int i = 0; i < tokens.length; i++) {
            boolean matches = i + 1 < tokens.length && tokens[i] == pair.left() && tokens[i + 1] == pair.right();
            result[size++] = matches ? token : tokens[i];
            i += matches ? 1 : 0;
        }
        return Arrays.copyOf(result, size);
    }
}
