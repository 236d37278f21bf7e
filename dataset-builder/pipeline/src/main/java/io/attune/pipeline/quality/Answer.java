package io.attune.pipeline.quality;

import io.attune.pipeline.text.Words;
import org.jspecify.annotations.Nullable;

/** One answer as the rules look at it; what several need is found once. Not thread-safe. */
final class Answer {
    private final String text;
    private final String prose;
    private @Nullable Words words;

    Answer(String content) {
        this.text = content.strip();
        this.prose = Code.without(text);
    }

    /** What is said, without white space around it. */
    String text() {
        return text;
    }

    /** What is said without its code. */
    String prose() {
        return prose;
    }

    /** The words of the prose. */
    Words words() {
        Words known = words;
        if (known == null) {
            known = Words.of(prose);
            words = known;
        }
        return known;
    }
}
