package io.attune.pipeline.step;

import java.util.List;

import io.attune.pipeline.Example;
import io.attune.pipeline.Judgement;
import io.attune.pipeline.Message;
import io.attune.pipeline.Role;

/** What an example asks and what it answers. */
final class Turns {
    private Turns() {}

    /** Everything before the last answer; of a preference all messages. */
    static List<Message> before(Example example) {
        List<Message> messages = example.messages();
        boolean answered = !(example.judgement() instanceof Judgement.Preference)
                && messages.getLast().role() == Role.ASSISTANT;
        return answered ? messages.subList(0, messages.size() - 1) : messages;
    }
}
