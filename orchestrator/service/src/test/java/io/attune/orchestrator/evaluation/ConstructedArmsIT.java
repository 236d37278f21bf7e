package io.attune.orchestrator.evaluation;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import io.attune.kernel.Digest;
import io.attune.kernel.Interval;
import io.attune.orchestrator.evaluation.measure.Item;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.recipe.Recipe.Arm;
import io.attune.orchestrator.recipe.Recipe.Condition;
import io.attune.orchestrator.recipe.Recipe.Gate;
import io.attune.orchestrator.recipe.Recipe.Measure;
import io.attune.orchestrator.recipe.Recipe.Questions;
import io.attune.orchestrator.run.Fact;
import io.attune.orchestrator.run.Fact.Verdict;
import io.attune.provider.testkit.TestClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Arms whose true quality is known, because it was constructed, answer over HTTP a thousand questions each: alone by a vendor's
 * dialect, and as the retrieval runtime serves them. Their answers are the population. A repetition draws a hundred of its
 * questions by lot, and decides gates on them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConstructedArmsIT {
    private static final int QUESTIONS = 1_000;
    private static final int RIGHT = 700;
    private static final int DRAWN = 100;
    private static final int REPETITIONS = 1_000;
    private static final double STATED = 0.025;
    private static final List<Measure> MEASURES = List.of(Measure.FORM, Measure.EXACT_VALUE);
    private static final Recipe.Evaluation EVALUATION = new Recipe.Evaluation(Arm.EVALUATED, List.of(new Recipe.Suite(
            "suite", new Questions.Held("test", Map.of(), DRAWN), MEASURES)));
    /** As often right as the others, and wrong in every way there is. */
    private static final Map<Fate, Integer> TROUBLED = new EnumMap<>(Map.of(Fate.RIGHT, RIGHT, Fate.JUNK, 80,
            Fate.DECLINED, 60, Fate.CUT, 60, Fate.FILTERED, 40, Fate.REFUSED, 40, Fate.SILENT, 6, Fate.GARBLED, 7,
            Fate.BROKEN, 7));

    @TempDir
    static Path folder;

    private EnginePlatform platform;
    private Engine.Job job;
    /** What each arm measured, by the question's number. */
    private final Map<String, List<Map<Measure, Double>>> population = new HashMap<>();

    @BeforeAll
    void ask() {
        platform = new EnginePlatform(folder, new TestClock(Instant.parse("2026-03-01T10:00:00Z")));
        platform.models.serve("even", Fate.shuffled(QUESTIONS, Map.of(Fate.RIGHT, RIGHT), Fate.WRONG, 1));
        platform.models.serve("equal", Fate.shuffled(QUESTIONS, Map.of(Fate.RIGHT, RIGHT), Fate.WRONG, 2));
        platform.models.serve("better", Fate.shuffled(QUESTIONS, Map.of(Fate.RIGHT, 900), Fate.WRONG, 3));
        platform.models.serve("troubled", Fate.shuffled(QUESTIONS, TROUBLED, Fate.RIGHT, 4));
        job = platform.job("constructed", items(), MEASURES, arm("even"), arm("equal"), arm("better"), arm("troubled"));
        platform.complete(platform.engine(32), job);
        Map<String, Integer> numbers = new HashMap<>();
        IntStream.range(0, QUESTIONS).forEach(i -> numbers.put(id(i), i));
        platform.store.rows(job.evaluation()).forEach(row -> population.computeIfAbsent(row.arm(),
                arm -> new ArrayList<>(Collections.nCopies(QUESTIONS, Map.of()))).set(numbers.get(row.item()),
                        row.measures()));
    }

    @AfterAll
    void stop() {
        platform.close();
    }

    private EvaluatedArm arm(String model) {
        return platform.constructed(model, model, "", false);
    }

    private static String id(int number) {
        return Digest.of("constructed " + number).hex();
    }

    private static List<Item> items() {
        return IntStream.range(0, QUESTIONS).mapToObj(i -> new Item(id(i), List.of(), ConstructedServer.question(i),
                ConstructedServer.reference(i), Map.of("value", ConstructedServer.value(i)))).toList();
    }

    @Test
    void whatever_an_arm_does_it_is_counted_and_nothing_is_dropped() {
        Map<String, Long> wanted = new TreeMap<>();
        TROUBLED.forEach((fate, count) -> wanted.merge(fate.outcome().name(), (long) count, Long::sum));
        Map<String, Long> counted = new TreeMap<>();
        platform.jdbc.sql("select outcome, count(*) from orchestrator.evaluation_result where evaluation = ? and arm ="
                + " 'troubled' group by 1").params(job.evaluation().value()).query(row -> {
                    counted.put(row.getString(1), row.getLong(2));
                });

        assertThat(counted).isEqualTo(wanted);
        assertThat(population.get("troubled")).allSatisfy(measures -> assertThat(measures).containsOnlyKeys(
                Measure.FORM, Measure.EXACT_VALUE));
    }

    @Test
    void every_arm_is_found_to_be_as_good_as_it_was_made() {
        Report report = new Report(platform.store.rows(job.evaluation()));

        for (Measure measure : MEASURES) {
            assertThat(quality(report, "even", measure)).isEqualTo(0.7, within(1e-12));
            assertThat(quality(report, "equal", measure)).isEqualTo(0.7, within(1e-12));
            assertThat(quality(report, "better", measure)).isEqualTo(0.9, within(1e-12));
            assertThat(quality(report, "troubled", measure)).isEqualTo(0.7, within(1e-12));
        }
    }

    private static double quality(Report report, String arm, Measure measure) {
        Report.Figure figure = report.figure(arm, "suite", measure).orElseThrow();
        assertThat(figure.examples()).isEqualTo(QUESTIONS);
        return figure.interval().estimate();
    }

    @Test
    void an_arm_that_is_no_better_seldom_passes_as_better_and_seldom_fails_as_worse() {
        for (Measure measure : MEASURES) {
            assertThat(share("equal", new Condition.BetterThan(Arm.BASE), measure, 31, Verdict.PASSED::equals)).as(
                    "false passes by %s", measure).isLessThanOrEqualTo(STATED + noise(STATED));
            assertThat(share("equal", new Condition.NoWorseThan(Arm.BASE), measure, 32, Verdict.FAILED::equals)).as(
                    "false failures by %s", measure).isLessThanOrEqualTo(STATED + noise(STATED));
        }
    }

    @Test
    void an_arm_that_fails_where_others_are_wrong_is_judged_no_otherwise_than_they() {
        assertThat(share("troubled", new Condition.BetterThan(Arm.BASE), Measure.EXACT_VALUE, 33,
                Verdict.PASSED::equals)).isLessThanOrEqualTo(STATED + noise(STATED));
        assertThat(share("troubled", new Condition.NoWorseThan(Arm.BASE), Measure.EXACT_VALUE, 34,
                Verdict.FAILED::equals)).isLessThanOrEqualTo(STATED + noise(STATED));
    }

    /** By the usual approximation a hundred questions, of which 34 are answered differently, find a difference of 0.2 so often. */
    @Test
    void an_arm_that_is_better_is_found_to_be() {
        assertThat(share("better", new Condition.BetterThan(Arm.BASE), Measure.EXACT_VALUE, 35,
                Verdict.PASSED::equals)).isGreaterThan(0.9);
        assertThat(share("better", new Condition.NoWorseThan(Arm.BASE), Measure.EXACT_VALUE, 36,
                Verdict.PASSED::equals)).isGreaterThan(0.99);
    }

    @Test
    void intervals_hold_the_truth_as_often_as_they_say() {
        Map<String, Double> truths = Map.of("equal", 0.0, "troubled", 0.0, "better", 0.2);
        truths.forEach((arm, truth) -> {
            SplittableRandom random = new SplittableRandom(37);
            int held = 0;
            for (int r = 0; r < REPETITIONS; r++) {
                Interval interval = draw(random, arm).difference("tuned", "base", "suite",
                        Measure.EXACT_VALUE).orElseThrow();
                held += interval.excludes(truth) ? 0 : 1;
            }
            assertThat((double) held / REPETITIONS).as("%s", arm).isBetween(0.95 - noise(0.05), 0.95 + noise(0.05));
        });
    }

    @Test
    void the_same_suite_and_arms_give_the_same_report_in_whatever_order_answers_come() {
        List<Item> some = items().subList(0, 60);
        Engine.Job one = platform.job("one by one", some, MEASURES, platform.constructed("base", "even", "again",
                false),
                platform.constructed("tuned", "better", "again", false));
        Engine.Job other = platform.job("all at once", some.reversed(), MEASURES, platform.constructed("base", "even",
                "and again", false), platform.constructed("tuned", "better", "and again", false));

        platform.complete(platform.engine(1), one);
        platform.complete(platform.engine(24), other);

        Report first = new Report(platform.store.rows(one.evaluation()), platform.store.attributes(one.evaluation()));
        Report second = new Report(platform.store.rows(other.evaluation()), platform.store.attributes(
                other.evaluation()));
        assertThat(second.figures()).isEqualTo(first.figures()).hasSize(4);
        List<Gate> gates = List.of(gate(new Condition.BetterThan(Arm.BASE), Measure.EXACT_VALUE), gate(
                new Condition.AtLeast(0.8), Measure.FORM));
        assertThat(Gatekeeper.judge(gates, EVALUATION, second, false)).isEqualTo(Gatekeeper.judge(gates, EVALUATION,
                first, false));
    }

    private double share(String arm, Condition condition, Measure measure, long seed, Predicate<Verdict> of) {
        SplittableRandom random = new SplittableRandom(seed);
        int found = 0;
        for (int r = 0; r < REPETITIONS; r++) {
            Fact.Gates gates = Gatekeeper.judge(List.of(gate(condition, measure)), EVALUATION, draw(random, arm),
                    false);
            found += of.test(gates.results().getFirst().verdict()) ? 1 : 0;
        }
        return (double) found / REPETITIONS;
    }

    private static Gate gate(Condition condition, Measure measure) {
        return new Gate("suite", measure, Arm.TUNED, condition);
    }

    /** A hundred questions, each drawn from all of them, as two arms answered them. */
    private Report draw(SplittableRandom random, String tuned) {
        List<EvaluationStore.Row> rows = new ArrayList<>();
        for (int i = 0; i < DRAWN; i++) {
            int number = random.nextInt(QUESTIONS);
            rows.add(new EvaluationStore.Row("base", "suite", "i" + i, population.get("even").get(number)));
            rows.add(new EvaluationStore.Row("tuned", "suite", "i" + i, population.get(tuned).get(number)));
        }
        return new Report(rows);
    }

    /** Three standard errors. */
    private static double noise(double share) {
        return 3 * Math.sqrt(share * (1 - share) / REPETITIONS);
    }
}
