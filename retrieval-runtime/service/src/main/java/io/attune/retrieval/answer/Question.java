package io.attune.retrieval.answer;

import java.util.List;

/**
 * What is asked.
 *
 * @param text the words
 * @param names names of things that stand in it, as they are written: the subjects of an exact lookup
 * @param marked those of the names that the asker set in backticks though they could be plain words
 * @param attribute what is asked of them
 */
record Question(String text, List<String> names, List<String> marked, Attribute attribute) {
    Question {
        names = List.copyOf(names);
        marked = List.copyOf(marked);
    }

    /** What of a thing is asked. */
    enum Attribute {
        DEFAULT,
        TYPE,
        STATUS,
        DESCRIPTION,
        ANY
    }
}
