package io.attune.orchestrator.evaluation;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.attune.dataset.DatasetVersionRef;
import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.evaluation.measure.Item;
import io.attune.orchestrator.kill.Killed;
import io.attune.orchestrator.kill.Point;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.recipe.Recipe.Measure;
import io.attune.provider.testkit.TestClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Evaluations killed at every write, the intent to ask among them, and at every request, in each way of asking: they go on, and
 * whoever answers is paid once for each example.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledEvaluationIT {
    private static final int EXAMPLES = 3;
    private static final String MODEL = "constructed";
    private static final List<Item> ITEMS = IntStream.range(0, EXAMPLES).mapToObj(i -> new Item(Digest.of("killed "
            + i).hex(), List.of(), ConstructedServer.question(i), ConstructedServer.reference(i), Map.of("value",
                    ConstructedServer.value(i)))).toList();

    @TempDir
    static Path folder;

    private EnginePlatform platform;

    @BeforeAll
    void start() {
        platform = new EnginePlatform(folder, new TestClock(Instant.parse("2026-03-01T10:00:00Z")));
        platform.models.serve(MODEL, Collections.nCopies(EXAMPLES, Fate.RIGHT));
    }

    @AfterAll
    void stop() {
        platform.close();
    }

    @AfterEach
    void let_go_on() {
        strike(null);
    }

    @Test
    void where_the_model_alone_is_asked() {
        // of each example: intent, request, answer, measures
        killed(4, Measure.FORM, prompt -> platform.constructed("arm", MODEL, prompt, false));
    }

    @Test
    void where_the_model_is_asked_with_passages() {
        // of each example: intent, search, request, answer, measures
        killed(5, Measure.FORM, prompt -> platform.constructed("arm", MODEL, prompt, true));
    }

    @Test
    void where_the_runtime_is_asked() {
        // of each example: intent, request, the cited revision, answer, measures
        killed(5, Measure.EXACT_VALUE, prompt -> platform.constructed("arm", MODEL, prompt, true));
    }

    @Test
    void where_answers_are_scored() {
        // of each example: intent, count of tokens, request, answer, measures
        killed(5, Measure.LOSS, prompt -> platform.arm("arm", prompt));
    }

    @Test
    void while_many_questions_are_under_way_and_written_together() {
        int examples = 40;
        int parallel = 8;
        platform.models.serve("many", Collections.nCopies(examples, Fate.RIGHT));
        List<Item> items = IntStream.range(0, examples).mapToObj(i -> new Item(Digest.of("many " + i).hex(),
                List.of(), ConstructedServer.question(i), ConstructedServer.reference(i), Map.of("value",
                        ConstructedServer.value(i)))).toList();
        for (int last : List.of(1, 2, 5, 9, 14, 20, 30, 45, 60)) {
            EvaluatedArm arm = platform.constructed("arm", "many", "dies after " + last, false);
            Engine.Job job = platform.job("many " + last, items, List.of(Measure.FORM), arm);
            int paid = paid();
            int asked = platform.models.asked();
            dieAt(last);
            assertThatThrownBy(() -> platform.complete(platform.engine(parallel), job)).as("%s", last).isInstanceOf(
                    Killed.class);
            strike(null);

            platform.complete(platform.engine(parallel), job);

            assertThat(paid() - paid).as("paid when dead at %s", last).isEqualTo(examples);
            // what was asked and not kept yet is asked again, under the same name
            assertThat(platform.models.asked() - asked).as("asked when dead at %s", last).isBetween(examples, examples
                    + 2 * parallel);
            assertThat(platform.outcomes(job)).isEqualTo(Map.of("ANSWERED", (long) examples));
            assertThat(platform.store.rows(job.evaluation())).hasSize(examples);
        }
    }

    /** Nothing that is about to be written or asked after so many acts is, in any thread: the process is dead. */
    private void dieAt(int last) {
        AtomicInteger left = new AtomicInteger(last);
        platform.points.restart(point -> {
            if (point.side() == Point.Side.BEFORE && left.decrementAndGet() < 0) {
                throw new Killed(point);
            }
        });
    }

    /** @param acts how many writes and requests an example takes */
    private void killed(int acts, Measure measure, Function<String, EvaluatedArm> arm) {
        Engine.Job undisturbed = job("undisturbed", measure, arm);
        strike(null);
        platform.complete(platform.engine(1), undisturbed);
        List<Point> points = platform.points.passed();
        assertThat(points).hasSize(EXAMPLES * acts * 2);
        for (Point at : points) {
            Engine.Job job = job("killed " + at, measure, arm);
            int paid = paid();
            int asked = platform.models.asked();
            strike(at);
            assertThatThrownBy(() -> platform.complete(platform.engine(1), job)).as("%s", at).isInstanceOf(
                    Killed.class);
            strike(null);

            platform.complete(platform.engine(1), job);

            assertThat(paid() - paid).as("paid when killed %s", at).isEqualTo(EXAMPLES);
            assertThat(platform.models.asked() - asked).as("asked when killed %s", at).isLessThanOrEqualTo(EXAMPLES
                    + 1);
            assertThat(platform.outcomes(job)).as("killed %s", at).isEqualTo(Map.of("ANSWERED", (long) EXAMPLES));
            assertThat(platform.store.rows(job.evaluation())).as("killed %s", at).hasSize(EXAMPLES).allSatisfy(
                    row -> assertThat(row.measures()).containsOnlyKeys(measure));
        }
    }

    /** The prompt keeps one evaluation from finding what another one asked. */
    private Engine.Job job(String name, Measure measure, Function<String, EvaluatedArm> arm) {
        EvaluatedArm made = arm.apply(name);
        return platform.job(name + " " + measure + " " + made.digest(), items(measure, name), List.of(measure), made);
    }

    /** Whoever scores names the question by what is scored, which does not depend on the prompt of what is served. */
    private static List<Item> items(Measure measure, String name) {
        return measure != Measure.LOSS
                ? ITEMS
                : ITEMS.stream().map(item -> new Item(item.id(), item.before(), item.question() + " " + name,
                        item.reference(), item.attributes())).toList();
    }

    private int paid() {
        return platform.models.billed() + platform.vendor.server().billedChats();
    }

    @Test
    void while_it_is_planned() {
        Planner planner = new Planner(new Items(null, null) {
            @Override
            void require(ProjectId project, Recipe.Suite suite) {}

            @Override
            Stream<Item> stream(Recipe.Suite suite, DatasetVersionRef dataset) {
                return ITEMS.stream();
            }

            @Override
            DatasetVersionRef source(Recipe.Suite suite, DatasetVersionRef dataset) {
                return new DatasetVersionRef(ProjectId.DEFAULT, "asked", 1, Digest.of("asked"));
            }
        }, platform.store, new SourceStore(platform.jdbc, platform.clock));
        Recipe.Suite suite = new Recipe.Suite("planned", new Recipe.Questions.Held("test", Map.of(), EXAMPLES), List.of(
                Measure.FORM));
        List<EvaluatedArm> arms = List.of(platform.constructed("one", MODEL, "planned", false), platform.constructed(
                "other", MODEL, "planned", true));
        Engine.Job undisturbed = platform.job("undisturbed plan", List.of(), List.of());
        strike(null);
        plan(planner, suite, arms, undisturbed);
        List<Point> points = platform.points.passed();
        assertThat(points).as("where the questions are from, and two writes for each arm").hasSize(2 + 2 * 4);
        for (Point at : points) {
            Engine.Job job = platform.job("planned " + at, List.of(), List.of());
            strike(at);
            assertThatThrownBy(() -> plan(planner, suite, arms, job)).as("%s", at).isInstanceOf(Killed.class);
            strike(null);

            plan(planner, suite, arms, job);

            assertThat(platform.store.count(job.evaluation())).as("killed %s", at).isEqualTo(new EvaluationStore.Count(
                    0,
                    2 * EXAMPLES));
            assertThat(platform.store.planned(job.evaluation())).hasSize(2);
        }
    }

    private static void plan(Planner planner, Recipe.Suite suite, List<EvaluatedArm> arms, Engine.Job job) {
        planner.plan(job.evaluation(), job.project(), arms, List.of(suite), null);
    }

    private void strike(Point at) {
        platform.points.restart(point -> {
            if (point.equals(at)) {
                throw new Killed(point);
            }
        });
    }
}
