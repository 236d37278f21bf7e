package io.attune.registry;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import io.attune.kernel.Digest;
import io.attune.kernel.RunId;

/**
 * A thing in the lineage.
 *
 * @param key names it among its kind
 */
public record LineageNode(Kind kind, String key) {

    public LineageNode {
        if (key.isBlank() || key.length() > 400) {
            throw new IllegalArgumentException("A lineage key has 1 to 400 characters, not '" + key + "'");
        }
    }

    /** What kind of thing it is. */
    public enum Kind {
        SOURCE,
        DATASET,
        RUN,
        VERSION,
        KNOWLEDGE,
        DEPLOYMENT;

        /** As it stands before the colon. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The kind of a word such as {@code version}. */
        public static Optional<Kind> of(String word) {
            return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
        }

        /** All of them, for people. */
        public static String words() {
            return Arrays.stream(values()).map(Kind::word).collect(Collectors.joining(", "));
        }
    }

    /** What was read from a source: {@code source:properties@sha256:…}. */
    public static LineageNode source(String name, Digest digest) {
        return new LineageNode(Kind.SOURCE, name + "@" + digest);
    }

    /** A dataset version: {@code dataset:config-assistant@1}. */
    public static LineageNode dataset(VersionRef version) {
        return new LineageNode(Kind.DATASET, version.toString());
    }

    /** A run: {@code run:run_…}. */
    public static LineageNode run(RunId run) {
        return new LineageNode(Kind.RUN, run.value());
    }

    /** A model version: {@code version:config-assistant@2}. */
    public static LineageNode version(VersionRef version) {
        return new LineageNode(Kind.VERSION, version.toString());
    }

    /** A knowledge base: {@code knowledge:spring-boot-configuration}. */
    public static LineageNode knowledge(String name) {
        return new LineageNode(Kind.KNOWLEDGE, name);
    }

    /** A deployment: {@code deployment:config-assistant}. */
    public static LineageNode deployment(String name) {
        return new LineageNode(Kind.DEPLOYMENT, name);
    }

    /**
     * Reads what {@link #toString()} wrote.
     *
     * @throws IllegalArgumentException naming the text when it has another form
     */
    public static LineageNode parse(String text) {
        int colon = text.indexOf(':');
        return Kind.of(text.substring(0, Math.max(colon, 0))).map(kind -> new LineageNode(kind, text.substring(colon
                + 1))).orElseThrow(() -> new IllegalArgumentException("'" + text
                        + "' is not a lineage node; write it like 'dataset:config-assistant@1' or 'run:run_…'"));
    }

    @Override
    public String toString() {
        return kind.word() + ":" + key;
    }
}
