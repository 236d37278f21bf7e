package io.attune.pipeline;

import java.util.List;
import java.util.function.UnaryOperator;

/** What people thought of an answer: what preference training learns from. */
public sealed interface Judgement {

    /** The same judgement with every message of it changed; this one when every message came back as it went in. */
    Judgement mapMessages(UnaryOperator<Message> change);

    /**
     * One answer is better than another. The example's messages are the prompt.
     *
     * @param preferred at least one message
     * @param rejected at least one message
     */
    record Preference(List<Message> preferred, List<Message> rejected) implements Judgement {
        public Preference {
            preferred = List.copyOf(preferred);
            rejected = List.copyOf(rejected);
            if (preferred.isEmpty() || rejected.isEmpty()) {
                throw new IllegalArgumentException("A preference has messages on both sides");
            }
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // only what came back as it went in is seen as unchanged
        public Preference mapMessages(UnaryOperator<Message> change) {
            List<Message> better = Message.mapAll(preferred, change);
            List<Message> worse = Message.mapAll(rejected, change);
            return better == preferred && worse == rejected ? this : new Preference(better, worse);
        }
    }

    /** The example's last answer was found good or bad. */
    record Rating(boolean good) implements Judgement {
        @Override
        public Rating mapMessages(UnaryOperator<Message> change) {
            return this;
        }
    }
}
