package io.attune.orchestrator.evaluation.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.attune.kernel.Digest;
import io.attune.kernel.Interval;
import io.attune.kernel.statistics.CohenKappa;
import org.jspecify.annotations.Nullable;

/**
 * How far a judge agrees with people on the same pairs of answers.
 *
 * @param labelled how many judged pairs people labelled
 * @param wanted how many the recipe wants them to label
 * @param agreed on how many of them the judge agrees
 * @param agreement their share with its 95 % interval, null without labels
 * @param kappa agreement beyond chance, null without labels or where there is no telling
 * @param words the same in a sentence
 */
public record Calibration(int labelled, int wanted, int agreed, @Nullable Interval agreement,
        @Nullable Interval kappa, String words) {

    /**
     * Compares a judge's results with people's.
     *
     * @param judged by pair of answers
     * @param people what the people said of a pair, one entry a person
     */
    static Calibration of(Map<Digest, Bout.Result> judged, Map<Digest, List<Bout.Result>> people, int wanted) {
        List<Bout.Result> ofJudge = new ArrayList<>();
        List<Bout.Result> ofPeople = new ArrayList<>();
        judged.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> {
            List<Bout.Result> labels = people.getOrDefault(entry.getKey(), List.of());
            if (!labels.isEmpty()) {
                ofJudge.add(entry.getValue());
                ofPeople.add(majority(labels));
            }
        });
        if (ofJudge.isEmpty()) {
            return new Calibration(0, wanted, 0, null, null, "not calibrated: no labels yet");
        }
        CohenKappa kappa = CohenKappa.of(ofJudge, ofPeople);
        Interval beyondChance = kappa.kappa().orElse(null);
        return new Calibration(kappa.items(), wanted, kappa.agreed(), kappa.agreement(), beyondChance,
                "judge agrees with people on " + kappa.agreed() + " of " + kappa.items() + (beyondChance == null
                        ? ", kappa not told: all say the same"
                        : ", kappa " + show(beyondChance)) + (kappa.items() < wanted
                                ? "; " + (wanted - kappa.items()) + " labels short of the " + wanted + " wanted"
                                : ""));
    }

    /** What most people said; a tie when no answer has more of them than the other. */
    static Bout.Result majority(List<Bout.Result> labels) {
        long wins = labels.stream().filter(l -> l == Bout.Result.WIN).count();
        long losses = labels.stream().filter(l -> l == Bout.Result.LOSS).count();
        long ties = labels.size() - wins - losses;
        return wins == losses || ties > Math.max(wins, losses)
                ? Bout.Result.TIE
                : wins > losses ? Bout.Result.WIN : Bout.Result.LOSS;
    }

    private static String show(Interval interval) {
        return String.format(Locale.ROOT, "%.2f [%.2f, %.2f]", interval.estimate(), interval.low(), interval.high());
    }
}
