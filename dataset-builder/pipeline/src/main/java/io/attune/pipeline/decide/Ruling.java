package io.attune.pipeline.decide;

import java.util.List;

import io.attune.pipeline.Judgement;
import io.attune.pipeline.Message;
import org.jspecify.annotations.Nullable;

/** What a person says of a record. */
public sealed interface Ruling {

    /** It was looked at and is good; steps judge it as any other. */
    record Accept() implements Ruling {}

    /**
     * It says something else from now on.
     *
     * @param judgement of a preference or a rating, null for plain supervised training
     */
    record Edit(List<Message> messages, @Nullable Judgement judgement) implements Ruling {
        public Edit {
            messages = List.copyOf(messages);
            if (messages.isEmpty()) {
                throw new IllegalArgumentException("An edit without messages: reject the record instead");
            }
        }
    }

    /** It does not belong into the dataset. */
    record Reject() implements Ruling {}

    /** It has an attribute that steps, splits and slices can refer to. */
    record Label(String attribute, String value) implements Ruling {
        public Label {
            if (!attribute.matches("[a-zA-Z][a-zA-Z0-9_-]{0,62}")) {
                throw new IllegalArgumentException("'" + attribute
                        + "' is not a label's name: up to 63 letters, digits,"
                        + " hyphens and underscores, beginning with a letter");
            }
        }
    }

    /** It stays although a step of taste or statistics would drop it. */
    record KeepAnyway() implements Ruling {}
}
