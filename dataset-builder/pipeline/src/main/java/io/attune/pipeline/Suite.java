package io.attune.pipeline;

import java.util.List;

import io.attune.kernel.CanonicalJson;
import io.attune.kernel.Digest;

/**
 * An evaluation suite that must not stand in the dataset.
 *
 * @param name as the recipe has it
 * @param questions in any order
 * @param answers reference answers in any order, where the suite has some
 */
public record Suite(String name, List<String> questions, List<String> answers) {
    public Suite {
        questions = List.copyOf(questions);
        answers = List.copyOf(answers);
    }

    /** A suite of questions alone. */
    public Suite(String name, List<String> questions) {
        this(name, questions, List.of());
    }

    /** Changes when a question or an answer does, whatever their order. */
    public Digest digest() {
        List<String> asked = questions.stream().sorted().toList();
        return CanonicalJson.digest(answers.isEmpty() ? asked : List.of(asked, answers.stream().sorted().toList()));
    }
}
