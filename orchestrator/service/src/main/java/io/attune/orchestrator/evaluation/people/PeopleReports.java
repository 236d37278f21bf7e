package io.attune.orchestrator.evaluation.people;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.attune.kernel.Money;
import io.attune.kernel.statistics.MeanInterval;
import io.attune.orchestrator.evaluation.people.PeopleReport.ArmReport;
import io.attune.orchestrator.evaluation.people.PeopleReport.Estimate;
import io.attune.orchestrator.evaluation.people.PeopleReport.Group;
import io.attune.orchestrator.evaluation.people.PeopleReport.MeasureReport;
import io.attune.orchestrator.evaluation.people.PeopleReport.Overlap;
import io.attune.orchestrator.evaluation.people.PeopleReport.SuiteReport;
import io.attune.orchestrator.evaluation.people.PeopleReport.Verdict;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.recipe.Recipe.Measure;
import org.jspecify.annotations.Nullable;

/** Makes reports. The same lines give the same report, in whatever order they come. */
public final class PeopleReports {
    /** Makes intervals repeatable; any fixed value does. */
    private static final long SEED = 20_220_101L;
    /** More groups of one attribute than people read. */
    private static final int GROUPS_MAX = 12;
    private static final int ITEMS_MAX = 50;

    private final List<String> arms;
    private final Map<String, List<Line>> lines;
    private final int minimum;

    private PeopleReports(List<String> arms, List<Line> lines, int minimum) {
        this.arms = arms;
        this.minimum = minimum;
        this.lines = lines.stream().collect(Collectors.groupingBy(Line::suite));
    }

    /**
     * Reports on suites.
     *
     * @param arms in the order in which they are shown; others come behind
     * @param known by suite
     * @param minimum how many questions a verdict needs
     */
    public static PeopleReport of(List<String> arms, List<Recipe.Suite> suites, List<Line> lines,
            Map<String, Known> known, int minimum) {
        List<String> all = new ArrayList<>(arms);
        lines.stream().map(Line::arm).distinct().sorted().filter(arm -> !arms.contains(arm)).forEach(all::add);
        PeopleReports reports = new PeopleReports(all, lines, minimum);
        return new PeopleReport(suites.stream().map(suite -> reports.suite(suite, known.getOrDefault(suite.name(),
                Known.NOTHING))).toList());
    }

    private SuiteReport suite(Recipe.Suite suite, Known known) {
        List<Line> own = lines.getOrDefault(suite.name(), List.of());
        List<String> said = new ArrayList<>(known.notes());
        for (String slice : suite.slices()) {
            if (!own.isEmpty() && own.stream().noneMatch(line -> line.attributes().containsKey(slice))) {
                said.add("no question has the attribute '" + slice + "', so there are no groups by it");
            }
        }
        if (own.isEmpty()) {
            said.add("no question was asked");
        }
        return new SuiteReport(suite.name(), asks(suite.questions()), (int) own.stream().map(
                Line::item).distinct().count(), arms.stream().flatMap(arm -> arm(arm, own).stream()).toList(),
                suite.measures().stream().distinct().map(measure -> measure(measure, suite.slices(), own)).toList(),
                known.trained().stream().flatMap(trained -> overlap(trained, suite.measures(), own).stream()).toList(),
                said);
    }

    /** Empty when none of these questions was asked. */
    private Optional<Overlap> overlap(Known.Trained trained, List<Measure> measures, List<Line> own) {
        List<Line> asked = own.stream().filter(line -> line.arm().equals(trained.arm())).toList();
        List<String> seen = asked.stream().map(Line::item).filter(
                trained.items()::contains).distinct().sorted().toList();
        if (seen.isEmpty()) {
            return Optional.empty();
        }
        List<Line> rest = asked.stream().filter(line -> !trained.items().contains(line.item())).toList();
        TreeMap<String, Estimate> without = new TreeMap<>();
        measures.forEach(measure -> estimates(measure, rest).forEach(estimate -> without.put(measure.toString(),
                estimate)));
        return Optional.of(new Overlap(trained.arm(), trained.training(), seen.size(), seen.stream().limit(
                ITEMS_MAX).toList(), without));
    }

    private static String asks(Recipe.Questions questions) {
        return switch (questions) {
            case Recipe.Questions.Frozen frozen -> frozen.toString();
            case Recipe.Questions.Held held -> held.split();
            case Recipe.Questions.Invented _ -> "invented";
        };
    }

    private static List<ArmReport> arm(String arm, List<Line> own) {
        List<Line> given = own.stream().filter(line -> line.arm().equals(arm) && line.outcome() != null).toList();
        if (given.isEmpty()) {
            return List.of();
        }
        TreeMap<String, Integer> noAnswer = new TreeMap<>();
        given.stream().map(Line::outcome).filter(Objects::nonNull).filter(outcome -> !outcome.isJudged()).forEach(
                outcome -> noAnswer.merge(outcome.name().toLowerCase(Locale.ROOT).replace('_', '-'), 1, Integer::sum));
        return List.of(new ArmReport(arm, given.size(), noAnswer, thousand(given)));
    }

    /** Null when the price of one is not known, or several currencies are billed. */
    private static @Nullable Money thousand(List<Line> given) {
        List<Money> costs = new ArrayList<>();
        for (Line line : given) {
            Money cost = line.cost();
            if (cost == null) {
                return null;
            }
            costs.add(cost);
        }
        if (costs.stream().map(Money::currency).distinct().count() != 1) {
            return null;
        }
        BigDecimal sum = costs.stream().map(Money::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Money(sum.multiply(BigDecimal.valueOf(1_000)).divide(BigDecimal.valueOf(given.size()), 6,
                RoundingMode.HALF_UP), costs.getFirst().currency());
    }

    private MeasureReport measure(Measure measure, List<String> slices, List<Line> own) {
        List<Line> measured = own.stream().filter(line -> line.measures().containsKey(measure)).toList();
        record Cut(String attribute, String value, List<Line> lines) {}
        List<Cut> cuts = new ArrayList<>();
        for (String slice : slices) {
            Map<String, List<Line>> byValue = measured.stream().collect(Collectors.groupingBy(
                    line -> line.attributes().getOrDefault(slice, ""), TreeMap::new, Collectors.toList()));
            if (byValue.keySet().stream().anyMatch(Predicate.not(String::isEmpty))) {
                byValue.entrySet().stream().sorted(Comparator.comparingInt((
                        Map.Entry<String, List<Line>> e) -> -questions(
                                e.getValue())).thenComparing(Map.Entry::getKey)).limit(GROUPS_MAX).forEach(
                                        e -> cuts.add(
                                                new Cut(slice, e.getKey(), e.getValue())));
            }
        }
        Comparisons comparisons = new Comparisons(SEED, minimum);
        comparisons.add(measure.higherIsBetter(), values(measure, measured));
        cuts.forEach(cut -> comparisons.add(measure.higherIsBetter(), values(measure, cut.lines())));
        List<Verdict> verdicts = comparisons.verdicts();
        List<Group> groups = new ArrayList<>();
        for (int i = 0; i < cuts.size(); i++) {
            Cut cut = cuts.get(i);
            groups.add(new Group(cut.attribute(), cut.value(), questions(cut.lines()), estimates(measure, cut.lines()),
                    verdicts.get(i + 1)));
        }
        return new MeasureReport(measure.toString(), measure.higherIsBetter(), estimates(measure, measured),
                verdicts.getFirst(), groups);
    }

    private static int questions(List<Line> lines) {
        return (int) lines.stream().map(Line::item).distinct().count();
    }

    private List<Estimate> estimates(Measure measure, List<Line> lines) {
        NavigableMap<String, NavigableMap<String, Double>> values = values(measure, lines);
        return arms.stream().filter(values::containsKey).map(arm -> {
            double[] of = values.getOrDefault(arm, new TreeMap<>()).values().stream().mapToDouble(
                    Double::doubleValue).toArray();
            return new Estimate(arm, MeanInterval.of(of, Comparisons.LEVEL, SEED), of.length);
        }).toList();
    }

    /** By arm and question. */
    private static NavigableMap<String, NavigableMap<String, Double>> values(Measure measure, List<Line> lines) {
        TreeMap<String, NavigableMap<String, Double>> values = new TreeMap<>();
        for (Line line : lines) {
            Double value = line.measures().get(measure);
            if (value != null) {
                values.computeIfAbsent(line.arm(), arm -> new TreeMap<>()).put(line.item(), value);
            }
        }
        return values;
    }
}
