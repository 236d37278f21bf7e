package io.attune.orchestrator.evaluation.people;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

import io.attune.kernel.statistics.Holm;
import io.attune.kernel.statistics.PairedDifference;
import io.attune.kernel.statistics.SampleSize;
import io.attune.orchestrator.evaluation.people.PeopleReport.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * All comparisons of one measure: every pair of arms, over all questions and in every group. Which of them will be looked at
 * is decided by the data, so they are corrected as one family.
 */
final class Comparisons {
    static final double LEVEL = 0.95;
    private static final double POWER = 0.8;

    private final long seed;
    private final int minimum;
    private final List<Family> families = new ArrayList<>();

    /** @param minimum how many questions a verdict needs, at least 1 */
    Comparisons(long seed, int minimum) {
        this.seed = seed;
        this.minimum = minimum;
    }

    /** One group's values, by arm and question; arms in order. */
    private record Family(boolean higherIsBetter, List<Contest> contests, List<String> ranked) {}

    /** Two arms on the questions both have, the better one first. */
    private record Contest(String left, String right, PairedDifference difference, double mean, int pairs) {
        double p() {
            return Math.min(1, 2 * Math.min(difference.pAbove(), difference.pBelow()));
        }
    }

    /**
     * Adds a group.
     *
     * @param values by arm and question
     */
    void add(boolean higherIsBetter, NavigableMap<String, NavigableMap<String, Double>> values) {
        ToDoubleFunction<String> mean = arm -> values.getOrDefault(arm, new TreeMap<>()).values().stream().mapToDouble(
                Double::doubleValue).average().orElse(0) * (higherIsBetter ? -1 : 1);
        List<String> ranked = values.keySet().stream().sorted(Comparator.comparingDouble(mean).thenComparing(
                Comparator.naturalOrder())).toList();
        List<Contest> contests = new ArrayList<>();
        for (int i = 0; i < ranked.size(); i++) {
            for (int j = i + 1; j < ranked.size(); j++) {
                Contest contest = contest(ranked.get(i), ranked.get(j), values);
                if (contest != null) {
                    contests.add(contest);
                }
            }
        }
        families.add(new Family(higherIsBetter, contests, ranked));
    }

    private @Nullable Contest contest(String left, String right, Map<String, NavigableMap<String, Double>> values) {
        NavigableMap<String, Double> one = values.get(left);
        NavigableMap<String, Double> other = values.get(right);
        if (one == null || other == null) {
            return null;
        }
        TreeSet<String> both = new TreeSet<>(one.keySet());
        both.retainAll(other.keySet());
        if (both.isEmpty()) {
            return null;
        }
        double[] a = both.stream().mapToDouble(one::get).toArray();
        double[] b = both.stream().mapToDouble(other::get).toArray();
        double mean = 0;
        for (int i = 0; i < a.length; i++) {
            mean += (a[i] - b[i]) / a.length;
        }
        return new Contest(left, right, PairedDifference.of(a, b, seed), mean, a.length);
    }

    /** The verdicts, in the order in which groups were added. */
    List<Verdict> verdicts() {
        List<Contest> all = families.stream().flatMap(family -> family.contests().stream()).toList();
        List<Holm.Step> steps = Holm.decided(Holm.steps(all.stream().mapToDouble(Contest::p).toArray()), 1 - LEVEL);
        List<Verdict> verdicts = new ArrayList<>();
        int from = 0;
        for (Family family : families) {
            List<Holm.Step> own = steps.subList(from, from + family.contests().size());
            verdicts.add(verdict(family, own));
            from += own.size();
        }
        return verdicts;
    }

    private Verdict verdict(Family family, List<Holm.Step> steps) {
        if (family.contests().isEmpty()) {
            return nothing();
        }
        String leader = family.ranked().getFirst();
        boolean wins = true;
        int next = -1;
        for (int i = 0; i < family.contests().size(); i++) {
            Contest contest = family.contests().get(i);
            if (contest.left().equals(leader)) {
                next = next < 0 ? i : next;
                wins &= isShown(family, contest, steps.get(i));
            }
        }
        if (next < 0) {
            return nothing();
        }
        Contest contest = family.contests().get(next);
        Holm.Step step = steps.get(next);
        double level = 1 - (1 - LEVEL) / step.divisor();
        boolean beaten = isShown(family, contest, step);
        return new Verdict(wins ? leader : null, leader, contest.right(), contest.difference().interval(level),
                step.adjusted(), contest.pairs(), beaten || contest.mean() == 0 ? null : needed(contest, level),
                minimum);
    }

    private Verdict nothing() {
        return new Verdict(null, null, null, null, null, 0, null, minimum);
    }

    private boolean isShown(Family family, Contest contest, Holm.Step step) {
        return contest.pairs() >= minimum && step.adjusted() <= 1 - LEVEL && (family.higherIsBetter()
                ? contest.mean() > 0
                : contest.mean() < 0);
    }

    /** At the level that was decided by, never fewer than a verdict needs and always more than there are. */
    private long needed(Contest contest, double level) {
        long shows = SampleSize.paired(contest.mean(), contest.difference().deviation(), level, POWER);
        return Math.max(Math.max(minimum, contest.pairs() + 1L), shows);
    }
}
