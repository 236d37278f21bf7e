package io.attune.index;

import java.util.Locale;

/** Places texts by the words they share: quick, repeatable, and near enough to meaning for tests. */
final class WordEmbedder implements Embedder {
    private static final int DIMENSIONS = 64;

    @Override
    public String id() {
        return "words";
    }

    @Override
    public int dimensions() {
        return DIMENSIONS;
    }

    @Override
    public Embedding embed(String text) {
        float[] values = new float[DIMENSIONS];
        values[0] = 0.01f;
        for (String word : text.toLowerCase(Locale.ROOT).split("\\W+")) {
            values[Math.floorMod(word.hashCode() * 31, DIMENSIONS)] += 1;
        }
        return Embedding.normalized(values);
    }

    @Override
    public int tokens(String text) {
        return text.split("\\W+").length;
    }
}
