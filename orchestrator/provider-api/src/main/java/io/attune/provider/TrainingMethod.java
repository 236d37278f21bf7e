package io.attune.provider;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

/** How a model is tuned. */
public sealed interface TrainingMethod {
    /** On examples of the wanted answers. */
    TrainingMethod SUPERVISED = new Supervised();

    /** The method's name in recipes, prices and labels: {@code supervised}, {@code preference}, {@code reinforcement}. */
    String word();

    /** On examples of the wanted answers. */
    record Supervised() implements TrainingMethod {
        @Override
        public String word() {
            return "supervised";
        }
    }

    /**
     * On pairs of a preferred and a rejected answer, by direct preference optimisation (Rafailov et al. 2023).
     *
     * @param beta how closely the tuned model keeps to the base model, above 0; null leaves it to the provider
     */
    record Preference(@Nullable BigDecimal beta) implements TrainingMethod {
        public Preference {
            if (beta != null && beta.signum() <= 0) {
                throw new IllegalArgumentException("A preference training's beta is above 0, not " + beta);
            }
        }

        @Override
        public String word() {
            return "preference";
        }
    }

    /**
     * On prompts whose sampled answers a grader scores. What is null is left to the provider.
     *
     * @param grader a JSON object in the provider's own form
     * @param reasoningEffort how much the model thinks before it answers
     * @param computeMultiplier above 0, times the provider's own amount of exploration
     * @param evalInterval training steps between two evaluations, from 1
     * @param evalSamples samples drawn for each evaluation, from 1
     */
    record Reinforcement(String grader, @Nullable ReasoningEffort reasoningEffort,
            @Nullable BigDecimal computeMultiplier, @Nullable Integer evalInterval, @Nullable Integer evalSamples)
            implements
                TrainingMethod {
        public Reinforcement {
            if (grader.isBlank()) {
                throw new IllegalArgumentException("A reinforcement training needs a grader; it is blank");
            }
            boolean multiplies = computeMultiplier == null || computeMultiplier.signum() > 0;
            if (!multiplies || !isFromOne(evalInterval) || !isFromOne(evalSamples)) {
                throw new IllegalArgumentException("A reinforcement training's compute multiplier is above 0 and its"
                        + " evaluation interval and samples are from 1; they are " + computeMultiplier + ", "
                        + evalInterval + " and " + evalSamples);
            }
        }

        private static boolean isFromOne(@Nullable Integer number) {
            return number == null || number >= 1;
        }

        @Override
        public String word() {
            return "reinforcement";
        }
    }

    /** How much a model thinks before it answers. */
    enum ReasoningEffort {
        LOW,
        MEDIUM,
        HIGH
    }
}
