package io.attune.orchestrator.catalog;

import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;

import io.attune.kernel.Problems;
import org.jspecify.annotations.Nullable;

/**
 * What was observed of a base model at a vendor.
 *
 * @param vendor {@code openai}, {@code azure}, {@code bedrock}, …; see {@link Vendors}
 * @param model as the vendor names it, without the date of a snapshot; {@code *} for every model that has no row of its
 *     own
 * @param methods how it can be tuned, of {@link #METHODS}; empty when it cannot be
 * @param trainIn regions it is tuned in; empty when that was not observed
 * @param serveIn regions it answers in; empty when that was not observed
 * @param trainingEnds the first day on which it cannot be tuned any more, null when none is announced
 * @param servingEnds the first day on which what was tuned from it does not answer any more, null when none is announced
 * @param source where this is from, in words
 * @param observedOn when somebody looked
 * @param verified whether it was read at the vendor itself
 */
public record BaseModel(String vendor, String model, List<String> methods, List<String> trainIn, List<String> serveIn,
        Limits limits, @Nullable LocalDate trainingEnds, @Nullable LocalDate servingEnds, String source,
        LocalDate observedOn, boolean verified) {
    /** The ways of tuning, in the words of recipes. */
    public static final List<String> METHODS = List.of("supervised", "dpo", "reinforcement", "distillation",
            "continued-pretraining");

    /** Stands for every model of a vendor that has no row of its own. */
    static final String ANY = "*";

    public BaseModel {
        methods = List.copyOf(methods);
        trainIn = List.copyOf(trainIn);
        serveIn = List.copyOf(serveIn);
    }

    /**
     * What a vendor takes for one job; null where it is not known or there is none.
     *
     * @param tokensPerExampleMax tokens of one example; vendors cut or refuse longer ones
     * @param tokensTimesEpochsMax trained tokens of one job
     */
    public record Limits(@Nullable Long examplesMin, @Nullable Long examplesMax, @Nullable Long tokensPerExampleMax,
            @Nullable Long fileBytesMax, @Nullable Integer epochsMin, @Nullable Integer epochsMax,
            @Nullable Long tokensTimesEpochsMax) {
        public static final Limits UNKNOWN = new Limits(null, null, null, null, null, null, null);
    }

    /** Whether it can still be tuned on a day. */
    public boolean isTrainable(LocalDate day) {
        return !methods.isEmpty() && (trainingEnds == null || day.isBefore(trainingEnds));
    }

    /** Whether what was tuned from it still answers on a day. */
    public boolean isServed(LocalDate day) {
        return servingEnds == null || day.isBefore(servingEnds);
    }

    /** Adds everything that is wrong with this row. */
    void check(String place, LocalDate today, Problems problems) {
        if (!vendor.matches("[a-z][a-z0-9-]{0,30}")) {
            problems.add(place + "/vendor", 0, "'" + vendor + "' is no vendor",
                    "Write it like openai, azure, bedrock.");
        }
        if (model.isBlank() || model.length() > 200) {
            problems.add(place + "/model", 0, "a model's name has 1 to 200 characters", "Write it as the vendor does.");
        }
        for (String method : methods) {
            if (!METHODS.contains(method)) {
                problems.add(place + "/methods", 0, "'" + method + "' is no method",
                        "Known are: " + String.join(", ", METHODS) + ".");
            }
        }
        if (source.isBlank()) {
            problems.add(place + "/source", 0, "the source is missing", "Say where this is from.");
        }
        if (observedOn.isAfter(today)) {
            problems.add(place + "/observedOn", 0, observedOn + " has not come yet", "Write the day somebody looked.");
        }
        if (limits.epochsMin() != null && limits.epochsMax() != null && limits.epochsMin() > limits.epochsMax()) {
            problems.add(place + "/limits", 0, "epochsMin (" + limits.epochsMin() + ") is above epochsMax ("
                    + limits.epochsMax() + ")", "Swap them.");
        }
        if (new TreeSet<>(methods).size() < methods.size()) {
            problems.add(place + "/methods", 0, "a method stands twice", "Name each once.");
        }
    }
}
