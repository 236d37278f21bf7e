package io.attune.index;

/** Turns text into vectors. Thread-safe. */
public interface Embedder {

    /** The model's name and version; vectors of different ids never mix. */
    String id();

    int dimensions();

    /** Embeds one text; what is longer than the model reads is cut. An empty text is embedded too. */
    Embedding embed(String text);

    /** How many tokens of a text the model reads, with those that mark its ends. */
    int tokens(String text);
}
