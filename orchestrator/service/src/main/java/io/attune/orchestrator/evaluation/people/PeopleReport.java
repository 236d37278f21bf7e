package io.attune.orchestrator.evaluation.people;

import java.util.List;
import java.util.SortedMap;

import io.attune.kernel.Interval;
import io.attune.kernel.Money;
import org.jspecify.annotations.Nullable;

/** What an evaluation found, for people. */
public record PeopleReport(List<SuiteReport> suites) {
    public PeopleReport {
        suites = List.copyOf(suites);
    }

    /**
     * @param asks where the questions come from, such as {@code tone-pairs@4} or {@code test}
     * @param overlaps arms whose model was trained on some of the questions
     * @param notes what is to be known before reading it, such as that the suite was withdrawn since
     */
    public record SuiteReport(String suite, String asks, int questions, List<ArmReport> arms,
            List<MeasureReport> measures, List<Overlap> overlaps, List<String> notes) {}

    /**
     * That a model was trained on questions of the suite.
     *
     * @param training the dataset version it was trained on
     * @param questions how many of those that were asked
     * @param items their ids, the first fifty
     * @param without what the arm reached on all other questions, by measure
     */
    public record Overlap(String arm, String training, int questions, List<String> items,
            SortedMap<String, Estimate> without) {}

    /**
     * @param answers that were asked for
     * @param noAnswer how many were none, by what came instead, such as {@code timed-out}
     * @param thousandAnswers what they cost, null where nobody said the price
     */
    public record ArmReport(String arm, int answers, SortedMap<String, Integer> noAnswer,
            @Nullable Money thousandAnswers) {}

    /**
     * @param arms in the order of the recipe
     * @param verdict over all questions
     * @param groups by each slice and value, the largest first
     */
    public record MeasureReport(String measure, boolean higherIsBetter, List<Estimate> arms, Verdict verdict,
            List<Group> groups) {}

    /** An arm's mean with its 95 % interval, whose ends are infinite where a single example tells nothing of them. */
    public record Estimate(String arm, Interval interval, int examples) {}

    /**
     * The questions that have one value of an attribute.
     *
     * @param value empty for questions without the attribute
     */
    public record Group(String attribute, String value, int questions, List<Estimate> arms, Verdict verdict) {}

    /**
     * Which arm wins.
     *
     * @param winner beats every other arm beyond the correction; null where none does
     * @param leader has the best mean; null where there is nothing to compare
     * @param over the arm next to the leader
     * @param difference of leader and next, paired by question; its level is the correction's
     * @param p of that difference, corrected for every group and pair of arms that was looked at
     * @param pairs how many questions both answered
     * @param needed about how many would show a difference of that size, more than {@code pairs} and at least
     *     {@code minimum}; null where it is shown, or there is none
     * @param minimum fewer questions decide nothing
     */
    public record Verdict(@Nullable String winner, @Nullable String leader, @Nullable String over,
            @Nullable Interval difference, @Nullable Double p, int pairs, @Nullable Long needed,
            int minimum) {
    }
}
