package io.attune.pipeline.step;

import io.attune.pipeline.Drop;
import io.attune.pipeline.Example;
import org.jspecify.annotations.Nullable;

/** What a step decides about an example. */
public sealed interface Verdict {
    Verdict KEEP = new Keep();

    /** It stays as it is. */
    record Keep() implements Verdict {}

    /** It stays with other words. */
    record Change(Example example) implements Verdict {}

    /**
     * It does not go on.
     *
     * @param reason a stable word
     * @param evidence what was seen, without personal data
     * @param twin the example that stands for it, or null
     * @param similarity with the twin, or null where none was measured
     */
    record Remove(Drop.Kind kind, String reason, String evidence, @Nullable Example twin,
            @Nullable Double similarity) implements Verdict {

        /** Without a measured similarity. */
        public Remove(Drop.Kind kind, String reason, String evidence, @Nullable Example twin) {
            this(kind, reason, evidence, twin, null);
        }
    }

    static Verdict drop(String reason, String evidence) {
        return new Remove(Drop.Kind.DROPPED, reason, evidence, null);
    }
}
