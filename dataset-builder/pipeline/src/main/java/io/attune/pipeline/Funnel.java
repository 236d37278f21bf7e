package io.attune.pipeline;

import java.util.List;

/** The counts of every step in order. What one step keeps is what the next takes in: nothing is lost between them. */
public record Funnel(List<StepCount> steps) {
    public Funnel {
        steps = List.copyOf(steps);
        for (int i = 1; i < steps.size(); i++) {
            StepCount before = steps.get(i - 1);
            StepCount after = steps.get(i);
            if (before.kept() != after.in()) {
                throw new IllegalStateException("Between '" + before.step() + "' and '" + after.step() + "' "
                        + before.kept() + " examples became " + after.in());
            }
        }
    }

    /** How many records the sources held. */
    public long in() {
        return steps.isEmpty() ? 0 : steps.getFirst().in();
    }

    /** How many reached the dataset. */
    public long kept() {
        return steps.isEmpty() ? 0 : steps.getLast().kept();
    }
}
