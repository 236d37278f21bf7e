package io.attune.pipeline.redact.kind;

/**
 * A way to recognise data of a class, such as {@code github-token}.
 *
 * @param kind the class's word, or the name of a pattern of the user's
 * @param name stands in previews and counts
 * @param rank of two matches that overlap, the one of the higher rank is taken
 */
public record Rule(String kind, String name, int rank) {

    /** The rank of the user's own patterns: above all others. */
    public static final int OF_USER = 100;

    public static Rule of(PersonalKind kind, String name, int rank) {
        return new Rule(kind.word(), name, rank);
    }

    /** What stands in place of a match. */
    public String placeholder() {
        return PersonalKind.placeholder(kind);
    }
}
