package io.attune.orchestrator.evaluation;

import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import io.attune.orchestrator.evaluation.EvaluatedAnswers.Filter;
import io.attune.orchestrator.kill.Point;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.provider.testkit.Fault;
import io.attune.provider.testkit.Operation;
import io.attune.provider.testkit.TestClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Evaluations of a simulated vendor's base model, which counts what it bills. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EngineIT {
    @TempDir
    static Path folder;

    private final TestClock clock = new TestClock(Instant.parse("2026-03-01T10:00:00Z"));
    private EnginePlatform platform;

    @BeforeAll
    void start() {
        platform = new EnginePlatform(folder, clock);
    }

    @AfterAll
    void stop() {
        platform.close();
    }

    @AfterEach
    void forget_faults() {
        platform.vendor.faults().clear();
        platform.points.restart(point -> {
        });
    }

    @Test
    void what_an_arm_gave_once_is_paid_once_by_whichever_evaluation_comes_first() {
        int before = platform.vendor.server().billedChats();
        Engine.Job first = platform.job("first", 40, platform.arm("base", "reused"));
        platform.complete(platform.engine(8), first);
        assertThat(platform.vendor.server().billedChats() - before).isEqualTo(40);

        Engine.Job second = platform.job("second", 40, platform.arm("champion", "reused"));
        platform.complete(platform.engine(8), second);

        assertThat(platform.vendor.server().billedChats() - before).isEqualTo(40);
        assertThat(platform.outcomes(second)).isEqualTo(Map.of("ANSWERED", 40L));
        assertThat(platform.outputs.usage(second.evaluation())).isEmpty();
        assertThat(platform.outputs.usage(first.evaluation())).singleElement().satisfies(usage -> {
            assertThat(usage.arm()).isEqualTo("base");
            assertThat(usage.suite()).isEqualTo("suite");
            assertThat(usage.outputTokens()).isEqualTo(40 * 3);
        });
    }

    @Test
    void an_arm_that_answers_otherwise_is_asked_anew() {
        int before = platform.vendor.server().billedChats();

        platform.complete(platform.engine(4), platform.job("policies", 3, platform.arm("one", "this way"), platform.arm(
                "other", "that way")));

        assertThat(platform.vendor.server().billedChats() - before).isEqualTo(6);
    }

    @Test
    void an_answer_that_is_cut_off_counts_as_wrong() {
        EvaluatedArm whole = platform.arm("base", "cut");
        EvaluatedArm cut = new EvaluatedArm("cut", whole.connection(), whole.model(), whole.asked(), whole.baseModel(),
                true, null, 0, new EvaluatedArm.Policy("cut", "I don't know.", 2, 0));

        Engine.Job job = platform.job("cut", 3, whole, cut);
        platform.complete(platform.engine(4), job);

        assertThat(platform.outcomes(job)).isEqualTo(Map.of("ANSWERED", 3L, "TRUNCATED", 3L));
        assertThat(platform.store.rows(job.evaluation())).hasSize(6).allSatisfy(row -> assertThat(
                row.measures()).containsEntry(Recipe.Measure.FORM, row.arm().equals("cut") ? 0.0 : 1.0));
    }

    @Test
    void what_times_out_or_is_refused_is_counted_and_the_rest_goes_on() {
        AtomicInteger requests = new AtomicInteger();
        platform.points.restart(point -> {
            if (point.act() == Point.Act.REQUEST && point.side() == Point.Side.AFTER
                    && requests.incrementAndGet() == 2) {
                throw new HttpTimeoutException("request timed out");
            }
        });
        platform.vendor.faults().next(Operation.CHAT, new Fault.Refuse(400, null));

        Engine.Job job = platform.job("timed out", 6, platform.arm("base", "timed out"));
        platform.complete(platform.engine(1), job);

        assertThat(platform.outcomes(job)).isEqualTo(Map.of("ANSWERED", 4L, "TIMED_OUT", 1L, "REFUSED", 1L));
        assertThat(platform.store.rows(job.evaluation()).stream().mapToDouble(row -> row.measures().get(
                Recipe.Measure.FORM)).sum()).isEqualTo(4);
    }

    @Test
    void a_provider_that_fails_is_asked_again_and_whoever_fails_for_good_counts_as_failed_in_that_evaluation_alone() {
        platform.vendor.faults().next(Operation.CHAT, Engine.TRIES_MAX, new Fault.Refuse(500, null));
        Engine.Job job = platform.job("failing", 1, platform.arm("base", "failing"));
        platform.complete(platform.engine(2), job);
        assertThat(platform.outcomes(job)).isEqualTo(Map.of("FAILED", 1L));

        platform.vendor.faults().next(Operation.CHAT, Engine.TRIES_MAX - 1, new Fault.Refuse(503, null));
        Engine.Job later = platform.job("later", 1, platform.arm("base", "failing"));
        platform.complete(platform.engine(2), later);

        assertThat(platform.outcomes(later)).isEqualTo(Map.of("ANSWERED", 1L));
        assertThat(platform.outcomes(job)).isEqualTo(Map.of("FAILED", 1L));
    }

    @Test
    void a_provider_that_asks_to_slow_down_is_left_alone_for_so_long() {
        platform.vendor.faults().next(Operation.CHAT, new Fault.Refuse(429, Duration.ofSeconds(17)));
        Engine.Job job = platform.job("slow", 1, platform.arm("base", "slow"));

        Optional<Duration> wait = platform.engine(2).advance(job, (done, total, arm) -> {
        });

        assertThat(wait).contains(Duration.ofSeconds(17));
        assertThat(platform.engine(2).advance(job, (done, total, arm) -> {
        })).contains(Duration.ofSeconds(17));
        assertThat(platform.outcomes(job)).doesNotContainKey("ANSWERED");
    }

    @Test
    void an_answer_that_was_lost_on_its_way_is_asked_for_again_and_billed_once() {
        int before = platform.vendor.server().billedChats();
        platform.vendor.faults().next(Operation.CHAT, 3, new Fault.LoseAnswer());
        platform.vendor.faults().next(Operation.CHAT, new Fault.FailAfterCommit(500));

        Engine.Job job = platform.job("lost", 5, platform.arm("base", "lost"));
        platform.complete(platform.engine(2), job);

        assertThat(platform.outcomes(job)).isEqualTo(Map.of("ANSWERED", 5L));
        assertThat(platform.vendor.server().billedChats() - before).isEqualTo(5);
    }

    @Test
    void a_question_that_another_evaluation_is_asking_waits_for_its_answer() {
        Engine.Job one = platform.job("one", 1, platform.arm("base", "at once"));
        Engine.Job two = platform.job("two", 1, platform.arm("base", "at once"));
        EvaluationStore.Pending example = platform.store.pending(one.evaluation(), List.of("base"), List.of("suite"),
                EvaluationStore.Place.START, 1).getFirst();
        OutputStore.Key key = new OutputStore.Key(one.project(), example.armDigest(), example.digest(), Way.MODEL);

        assertThat(platform.outputs.begin(key, new OutputStore.Payer(one.evaluation(), "base", "suite"))).isEqualTo(
                new OutputStore.Begun.Yours(1));
        assertThat(platform.outputs.begin(key, new OutputStore.Payer(two.evaluation(), "base", "suite"))).isInstanceOf(
                OutputStore.Begun.Later.class);

        clock.advance(Duration.ofMinutes(4));
        assertThat(platform.outputs.begin(key, new OutputStore.Payer(two.evaluation(), "base", "suite"))).isEqualTo(
                new OutputStore.Begun.Yours(1));
    }

    @Test
    void results_are_read_page_by_page_and_by_slice() {
        Engine.Job job = platform.job("pages", 10, platform.arm("base", "pages"));
        platform.complete(platform.engine(4), job);
        EvaluatedAnswers answers = new EvaluatedAnswers(platform.store, platform.outputs);

        EvaluatedAnswers.Page first = answers.list(job.project(), job.evaluation(), Filter.ALL, null, 6);
        EvaluatedAnswers.Page rest = answers.list(job.project(), job.evaluation(), Filter.ALL, first.nextCursor(), 6);

        assertThat(first.items()).hasSize(6);
        assertThat(rest.items()).hasSize(4).doesNotContainAnyElementsOf(first.items());
        assertThat(rest.nextCursor()).isNull();
        assertThat(answers.list(job.project(), job.evaluation(), new Filter("base", null, "ANSWERED", "half=odd"), null,
                20).items()).hasSize(5).allSatisfy(answer -> {
                    assertThat(answer.outputs()).singleElement().satisfies(output -> {
                        assertThat(output.text()).isEqualTo("simulated base answer");
                        assertThat(output.prompt()).isNotEmpty();
                        assertThat(answers.output(job.project(), output.id())).contains(output);
                    });
                });
    }
}
