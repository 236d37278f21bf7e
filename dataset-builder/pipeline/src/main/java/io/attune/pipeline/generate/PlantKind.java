package io.attune.pipeline.generate;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be planted. A record carries at most one kind. */
public enum PlantKind {
    /** The same messages as another record's, under another key. */
    EXACT_DUPLICATE(true, "the messages of another record, under another key"),
    /** Another record with words changed. */
    NEAR_DUPLICATE(true, "another record with words changed, similarity uniform on .80 to 1"),
    /** Another record's question with another value in the answer. */
    CONTRADICTION(true, "another record's question, answered with another value"),
    /** An item of the evaluation suite, or nearly one. */
    LEAK(false, "an item of suite.jsonl, or nearly one"),
    /** The sentences of an item of the suite with other words in their places: no leak. */
    TEMPLATE_MATE(false, "the templates of an item of suite.jsonl about something else: not a leak"),
    /** One to three values of personal data. */
    PERSONAL(false, "one to three values of personal data, of fourteen classes"),
    /** One secret. */
    SECRET(false, "a secret, of fourteen classes"),
    /** What looks personal or secret and is neither. */
    DECOY(false, "what looks personal or secret and is neither"),
    /** A line that is not a record as the format wants it. */
    BROKEN(false, "a line that breaks the format, in one of many ways"),
    /** Text that was decoded with the wrong character set. */
    MOJIBAKE(false, "an answer decoded with the wrong character set"),
    /** The assistant refuses, or speaks of itself as a machine. */
    REFUSAL(false, "an answer that refuses, or boilerplate"),
    /** The answer is in another language than the question. */
    WRONG_LANGUAGE(false, "a German, French or Spanish answer to an English question"),
    /** The answer ends in the middle. */
    TRUNCATED(false, "an answer that ends in the middle"),
    /** The answer repeats itself. */
    REPETITION(false, "an answer that repeats itself"),
    /** Remains of HTML, templates or programs in the answer. */
    MARKUP(false, "remains of markup in the answer"),
    /** Both answers of a preference pair are the same. Only among preferences. */
    TIE(false, "a pair whose two answers are the same; only with preferences");

    private final boolean needsTwin;
    private final String description;

    PlantKind(boolean needsTwin, String description) {
        this.needsTwin = needsTwin;
        this.description = description;
    }

    /** Whether it takes a clean record to pair with. */
    public boolean needsTwin() {
        return needsTwin;
    }

    /** One line for help. */
    public String description() {
        return description;
    }

    /** The name in plans and in the truth, such as {@code near-duplicate}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind of a name. */
    public static Optional<PlantKind> ofWord(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
}
