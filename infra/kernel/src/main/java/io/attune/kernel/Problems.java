package io.attune.kernel;

import java.util.ArrayList;
import java.util.List;

/** Gathers everything wrong with one input, so that the caller hears all of it at once. Not thread-safe. */
public final class Problems {
    private final List<Problem> found = new ArrayList<>();

    public void add(Problem problem) {
        found.add(problem);
    }

    public void add(String place, int line, String message, String nextStep) {
        add(new Problem(place, line, message, nextStep));
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** In the order they were found. */
    public List<Problem> toList() {
        return List.copyOf(found);
    }

    /**
     * Ends a validation.
     *
     * @param subject what was checked, as it stands in the message, such as {@code Recipe 'config-assistant'}
     * @throws InvalidInputException when anything was found
     */
    public void throwIfAny(String subject) {
        if (!found.isEmpty()) {
            throw new InvalidInputException(subject, toList());
        }
    }
}
