package io.attune.pipeline.generate.text;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One message of a draft.
 *
 * @param sentences what is said; joined by single spaces
 * @param call the tool the assistant calls instead of saying something, or null
 * @param answers the id of the call that this message answers, or null
 */
public record Turn(String role, List<Sentence> sentences, @Nullable Call call, @Nullable String answers) {
    public Turn {
        sentences = List.copyOf(sentences);
    }

    /**
     * A call of a tool.
     *
     * @param arguments JSON
     */
    public record Call(String id, String name, String arguments) {
    }

    /** A message of sentences. */
    public static Turn of(String role, List<Sentence> sentences) {
        return new Turn(role, sentences, null, null);
    }

    /** A message of one text. */
    public static Turn of(String role, String text) {
        return of(role, List.of(new Sentence(text)));
    }

    /** The message's text. */
    public String content() {
        StringBuilder text = new StringBuilder(200);
        for (Sentence sentence : sentences) {
            if (!text.isEmpty()) {
                text.append(' ');
            }
            text.append(sentence.text());
        }
        return text.toString();
    }

    /** The same message with one more sentence at a place. */
    public Turn with(int place, Sentence sentence) {
        List<Sentence> more = new ArrayList<>(sentences);
        more.add(place, sentence);
        return new Turn(role, more, call, answers);
    }

    /** The same message saying something else, in one piece and without marks. */
    public Turn saying(String text) {
        return new Turn(role, List.of(new Sentence(text)), call, answers);
    }
}
