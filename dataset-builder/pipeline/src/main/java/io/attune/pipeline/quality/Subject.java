package io.attune.pipeline.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import io.attune.pipeline.Example;
import io.attune.pipeline.Judgement;
import io.attune.pipeline.Message;
import io.attune.pipeline.Role;
import org.jspecify.annotations.Nullable;

/** One example as the rules look at it; what several need is found once. Not thread-safe. */
final class Subject {
    private final Example example;
    private final List<Message> answers;
    private @Nullable WebText page;
    private @Nullable String asked;

    Subject(Example example) {
        this.example = example;
        this.answers = answers(example);
    }

    Example example() {
        return example;
    }

    /** What people and assistant say, one message a line or more: the record as if it were a page. */
    WebText page() {
        WebText known = page;
        if (known == null) {
            known = new WebText(example.allMessages().filter(m -> !m.role().isInstruction()).map(
                    Message::content).filter(c -> !c.isEmpty()).collect(Collectors.joining("\n")));
            page = known;
        }
        return known;
    }

    /** What is learned: the assistant's messages, of a preference the preferred ones; none of an answer rated bad. */
    List<Message> answers() {
        return answers;
    }

    private static List<Message> answers(Example example) {
        if (example.judgement() instanceof Judgement.Rating(boolean good) && !good) {
            return List.of();
        }
        List<Message> answers = new ArrayList<>();
        for (Message message : example.judgement() instanceof Judgement.Preference pair
                ? pair.preferred()
                : example.messages()) {
            if (message.role() == Role.ASSISTANT && !Integer.valueOf(0).equals(message.weight())) {
                answers.add(message);
            }
        }
        return answers;
    }

    /** Everything said before the answers by people and instructions, in lower case: what exempts from rules. */
    String asked() {
        String known = asked;
        if (known == null) {
            known = example.messages().stream().filter(m -> m.role() != Role.ASSISTANT).map(Message::content).collect(
                    Collectors.joining("\n")).toLowerCase(Locale.ROOT);
            asked = known;
        }
        return known;
    }
}
