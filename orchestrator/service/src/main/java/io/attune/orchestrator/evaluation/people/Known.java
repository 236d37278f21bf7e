package io.attune.orchestrator.evaluation.people;

import java.util.List;
import java.util.Set;

/**
 * What is known of a suite beside the answers.
 *
 * @param notes to be read before the figures
 */
public record Known(List<String> notes, List<Trained> trained) {
    static final Known NOTHING = new Known(List.of(), List.of());

    public Known {
        notes = List.copyOf(notes);
        trained = List.copyOf(trained);
    }

    /**
     * That an arm's model was trained on some of the questions.
     *
     * @param training the dataset version
     * @param items the ids of those questions
     */
    public record Trained(String arm, String training, Set<String> items) {
        public Trained {
            items = Set.copyOf(items);
        }
    }
}
