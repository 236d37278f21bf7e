package io.attune.pipeline.near;

import java.util.List;
import java.util.stream.Collectors;

import io.attune.pipeline.Example;
import io.attune.pipeline.Message;

/** Which words of an example count when it is held against others. */
public enum Scope {
    /** Everything anyone says. */
    CONVERSATION,
    /** The last thing the user says. */
    PROMPT,
    /** The last thing the user says and the answer to it. */
    PROMPT_AND_ANSWER;

    /** The words. */
    public String text(Example example) {
        return switch (this) {
            case CONVERSATION -> example.allMessages().map(Message::content).collect(Collectors.joining("\n"));
            case PROMPT -> example.prompt();
            case PROMPT_AND_ANSWER -> example.prompt() + "\n" + example.answer();
        };
    }

    /** The words of each of several examples, put together only when they are read. */
    public Texts texts(List<Example> examples) {
        return Texts.of(examples.size(), index -> text(examples.get(index)));
    }
}
