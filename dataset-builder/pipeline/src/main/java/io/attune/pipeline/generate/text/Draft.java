package io.attune.pipeline.generate.text;

import java.util.ArrayList;
import java.util.List;

/**
 * A conversation before it is written. The last turn is the assistant's answer.
 *
 * @param tools whether a tool is declared
 * @param rejected the worse answer of a preference pair, or empty
 */
public record Draft(List<Turn> turns, boolean tools, String rejected) {
    public Draft {
        turns = List.copyOf(turns);
    }

    /** The number of the answer. */
    public int answerAt() {
        return turns.size() - 1;
    }

    /** The answer to learn, or the preferred one. */
    public Turn answer() {
        return turns.getLast();
    }

    /** The number of the last question. */
    public int promptAt() {
        for (int i = turns.size() - 1; i >= 0; i--) {
            if (turns.get(i).role().equals("user")) {
                return i;
            }
        }
        throw new IllegalStateException("A draft without a question");
    }

    /** The text that similarity is measured on: the last question, a line break, the answer. */
    public String text() {
        return turns.get(promptAt()).content() + "\n" + answer().content();
    }

    /** Everything said by anybody, one message a line. */
    public String whole() {
        StringBuilder text = new StringBuilder(400);
        for (Turn turn : turns) {
            text.append(turn.content()).append('\n');
        }
        return text.toString();
    }

    /** The same draft with another turn at a place. */
    public Draft with(int place, Turn turn) {
        List<Turn> other = new ArrayList<>(turns);
        other.set(place, turn);
        return new Draft(other, tools, rejected);
    }

    /** The same draft with other turns. */
    public Draft withTurns(List<Turn> other) {
        return new Draft(other, tools, rejected);
    }

    /** The same draft with another answer. */
    public Draft answering(String text) {
        return with(answerAt(), answer().saying(text));
    }
}
