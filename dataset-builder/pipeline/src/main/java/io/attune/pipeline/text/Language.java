package io.attune.pipeline.text;

/**
 * A text's language as far as it can be told.
 *
 * @param tag BCP 47, {@code und} when it cannot be told
 * @param confidence from 0 to 1: how far it is ahead of the next likely language, 1 where the script alone tells
 */
public record Language(String tag, double confidence) {
    /** Not to be told. */
    public static final Language UNDETERMINED = new Language("und", 0);

    public boolean isDetermined() {
        return !tag.equals(UNDETERMINED.tag);
    }
}
