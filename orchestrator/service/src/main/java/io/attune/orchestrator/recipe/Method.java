package io.attune.orchestrator.recipe;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.attune.provider.TrainingMethod;
import org.jspecify.annotations.Nullable;

/** How a target's model is tuned, with what belongs to that way alone. What is null is left to the provider. */
public sealed interface Method {
    String SUPERVISED = "supervised";
    String DPO = "dpo";
    String REINFORCEMENT = "reinforcement";
    List<String> WORDS = List.of(SUPERVISED, DPO, REINFORCEMENT);

    /** In the words of recipes, charges and the catalogue. */
    String word();

    /** The same in the words of the SPI. */
    TrainingMethod training();

    /** What was chosen, by name and in words; what was left to the provider is not there. */
    Map<String, String> settings();

    /**
     * On the answers themselves.
     *
     * @param chosen whether the data are preference pairs, of which the preferred answers are learned
     */
    record Supervised(boolean chosen) implements Method {
        public static final Supervised PLAIN = new Supervised(false);

        @Override
        public String word() {
            return SUPERVISED;
        }

        @Override
        public TrainingMethod training() {
            return TrainingMethod.SUPERVISED;
        }

        @Override
        public Map<String, String> settings() {
            return chosen ? Map.of("train", "chosen") : Map.of();
        }
    }

    /** On preference pairs, by direct preference optimisation (Rafailov et al. 2023). */
    record Dpo(@Nullable BigDecimal beta) implements Method {
        @Override
        public String word() {
            return DPO;
        }

        @Override
        public TrainingMethod training() {
            return new TrainingMethod.Preference(beta);
        }

        @Override
        public Map<String, String> settings() {
            return beta == null ? Map.of() : Map.of("beta", beta.toPlainString());
        }
    }

    /**
     * On prompts whose sampled answers a grader scores; the examples' answers are what it compares with.
     *
     * @param graderFile the path by which the recipe names it
     * @param grader a JSON object in the provider's own form
     */
    record Reinforcement(String graderFile, String grader, TrainingMethod.@Nullable ReasoningEffort effort,
            @Nullable BigDecimal computeMultiplier, @Nullable Integer evalInterval, @Nullable Integer evalSamples)
            implements
                Method {
        @Override
        public String word() {
            return REINFORCEMENT;
        }

        @Override
        public TrainingMethod training() {
            return new TrainingMethod.Reinforcement(grader, effort, computeMultiplier, evalInterval, evalSamples);
        }

        @Override
        public Map<String, String> settings() {
            Map<String, String> settings = new TreeMap<>(Map.of("grader", graderFile));
            put(settings, "reasoningEffort", effort == null
                    ? null
                    : effort.name().toLowerCase(java.util.Locale.ROOT));
            put(settings, "computeMultiplier", computeMultiplier);
            put(settings, "evalInterval", evalInterval);
            put(settings, "evalSamples", evalSamples);
            return settings;
        }
    }

    private static void put(Map<String, String> settings, String name, @Nullable Object value) {
        if (value != null) {
            settings.put(name, value.toString());
        }
    }
}
