package io.attune.orchestrator.evaluation;

import java.util.List;
import java.util.Optional;

import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.evaluation.judge.JudgePlatform;
import io.attune.orchestrator.evaluation.judge.JudgeServer;
import io.attune.orchestrator.evaluation.judge.Judging;
import io.attune.orchestrator.evaluation.judge.WinRates;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.recipe.Recipe.Measure;
import io.attune.platform.testing.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** From kept outputs to a win rate among the measures. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContestsIT {
    private static final EvaluationId EVALUATION = new EvaluationId("eval_" + "0".repeat(32));
    private static final List<String> ARMS = List.of("base", "tuned");
    private static final Recipe.Suite TONE = new Recipe.Suite("tone", new Recipe.Questions.Held("test",
            java.util.Map.of(), 10), List.of(Measure.WIN_RATE), List.of(), new Recipe.Judge("judge", "judge-model",
                    "tone.md",
                    "The higher quality is better.", 50));

    private JudgeServer server;
    private ConfigurableApplicationContext platform;
    private JdbcClient jdbc;
    private Contests contests;

    @BeforeAll
    void start() throws Exception {
        server = JudgeServer.open();
        server.rule = call -> JudgeServer.byQuality(call.first(), call.second());
        platform = JudgePlatform.start(TestServers.freshProperties(), server);
        jdbc = platform.getBean(JdbcClient.class);
        contests = new Contests(jdbc, platform.getBean(Judging.class));
    }

    @AfterAll
    void stop() {
        platform.close();
        server.close();
    }

    @BeforeEach
    void anEvaluation() {
        jdbc.sql("truncate orchestrator.evaluation cascade").update();
        jdbc.sql(
                "truncate orchestrator.evaluation_item, orchestrator.evaluation_output, orchestrator.judge_bout").update();
        jdbc.sql(
                "insert into orchestrator.evaluation (id, project, subject, state, started_by, idempotency_key, due_at,"
                        + " created_at, updated_at) values (?, 'default', 'support', 'RUNNING', 'ann', 'k', now(), now(), now())").param(
                                EVALUATION.value()).update();
        for (int i = 0; i < 4; i++) {
            give("tuned", "item-" + i, i == 3 ? "TIMED_OUT" : "ANSWERED", "answer " + i + " quality " + (i == 2
                    ? 1
                    : 3));
            give("base", "item-" + i, "ANSWERED", "answer " + i + " is of quality 2");
        }
    }

    @Test
    void a_tuned_arm_stands_against_its_base_and_every_example_counts() {
        judgeAll();
        Report report = new Report(platform.getBeanFactory().createBean(EvaluationStore.class).rows(EVALUATION));

        assertThat(report.figure("tuned", "tone", Measure.WIN_RATE).orElseThrow().interval().estimate()).isCloseTo(0.5,
                within(1e-9));
        assertThat(report.figure("tuned", "tone", Measure.WIN_RATE).orElseThrow().examples()).isEqualTo(4);
        assertThat(report.figure("base", "tone", Measure.WIN_RATE)).isEqualTo(Optional.empty());
        assertThat(platform.getBean(WinRates.class).of(ProjectId.DEFAULT,
                EVALUATION.value()).getFirst().rate().losses()).isEqualTo(2);
    }

    @Test
    void an_arm_may_stand_against_the_version_in_service() {
        for (int i = 0; i < 4; i++) {
            give("champion", "item-" + i, "ANSWERED", "answer " + i + " is of quality 1");
        }
        boolean done = false;
        for (int turn = 0; !done; turn++) {
            assertThat(turn).isLessThan(20);
            done = contests.advance(EVALUATION, ProjectId.DEFAULT, (suite, arm) -> arm.equals("tuned")
                    ? List.of("champion")
                    : List.of(), List.of("base", "tuned", "champion"), List.of(TONE));
        }

        assertThat(platform.getBean(WinRates.class).of(ProjectId.DEFAULT, EVALUATION.value()).getFirst()).satisfies(
                judged -> {
                    assertThat(judged.against()).isEqualTo("champion");
                    assertThat(judged.rate().losses()).as("the one that came too late").isEqualTo(1);
                });
    }

    @Test
    void a_version_by_itself_stands_against_each_that_was_named_beside_it_and_its_measure_is_of_the_first() {
        for (int i = 0; i < 4; i++) {
            give("tone@2", "item-" + i, "ANSWERED", "answer " + i + " is of quality 3");
            give("tone@2+retrieval", "item-" + i, "ANSWERED", "answer " + i + " is of quality 9");
            give("champion", "item-" + i, "ANSWERED", "answer " + i + " is of quality 5");
            give("champion+retrieval", "item-" + i, "ANSWERED", "answer " + i + " is of quality 8");
        }
        EvaluationWish wish = new EvaluationWish("tone@2", List.of("tone"), List.of("champion", "base", "tone@1"),
                List.of(), null);
        List<String> arms = List.of("tone@2+retrieval", "tone@2", "champion", "champion+retrieval", "base");
        boolean done = false;
        for (int turn = 0; !done; turn++) {
            assertThat(turn).isLessThan(20);
            done = contests.advance(EVALUATION, ProjectId.DEFAULT, Contests.Opponents.of(wish), arms, List.of(TONE));
        }

        assertThat(platform.getBean(WinRates.class).of(ProjectId.DEFAULT, EVALUATION.value())).extracting(
                judged -> judged.arm() + " against " + judged.against() + " " + judged.rate().wins()).containsExactly(
                        "tone@2 against base 4", "tone@2 against champion 0",
                        "tone@2+retrieval against champion+retrieval 4");
        assertThat(Contests.count(TONE, Contests.Opponents.of(wish), arms)).isEqualTo(3);
        Report report = new Report(platform.getBeanFactory().createBean(EvaluationStore.class).rows(EVALUATION));
        assertThat(report.figure("tone@2", "tone", Measure.WIN_RATE).orElseThrow().interval().estimate()).isZero();
    }

    @Test
    void a_win_rate_that_nobody_could_tell_is_refused_at_once() {
        Recipe.Suite unjudged = new Recipe.Suite("limits@1", new Recipe.Questions.Frozen("limits", 1), List.of(
                Measure.WIN_RATE));

        assertThatThrownBy(() -> StandaloneContests.require(wish(List.of("base")), List.of(
                unjudged))).hasMessageContaining("'limits@1' has no judge");
        assertThatThrownBy(() -> StandaloneContests.require(wish(List.of()), List.of(TONE))).hasMessageContaining(
                "nobody is named");
    }

    private static EvaluationWish wish(List<String> against) {
        return new EvaluationWish("tone@2", List.of("tone"), against, List.of("win-rate"), null);
    }

    @Test
    void what_is_judged_is_not_judged_again() {
        judgeAll();
        int paid = server.billed();
        judgeAll();

        assertThat(server.billed()).isEqualTo(paid);
    }

    private void judgeAll() {
        for (int turn = 0; !advance(); turn++) {
            assertThat(turn).isLessThan(20);
        }
    }

    private boolean advance() {
        return contests.advance(EVALUATION, ProjectId.DEFAULT, (suite, arm) -> arm.equals("tuned")
                ? List.of("base")
                : List.of(), ARMS, List.of(TONE));
    }

    private void give(String arm, String item, String outcome, String answer) {
        String digest = Digest.of(item).hex();
        String armDigest = Digest.of(arm).hex();
        jdbc.sql(
                "insert into orchestrator.evaluation_item values ('default', ?, cast(? as jsonb)) on conflict do nothing").params(
                        digest, "{\"id\": \"" + item + "\", \"question\": \"Which?\", \"reference\": \"\"}").update();
        jdbc.sql(
                "insert into orchestrator.evaluation_result (evaluation, arm, suite, item, project, arm_digest, digest,"
                        + " outcome, measures) values (?, ?, 'tone', ?, 'default', ?, ?, ?, '{}')").params(
                                EVALUATION.value(), arm,
                                item, armDigest, digest, outcome).update();
        jdbc.sql("insert into orchestrator.evaluation_output (id, project, arm, item, way, evaluation, arm_name, suite,"
                + " outcome, asked_at, answer) values (?, 'default', ?, ?, 'runtime', ?, ?, 'tone', ?, now(), ?)").params(
                        "out_" + arm + item, armDigest, digest, EVALUATION.value(), arm, outcome, outcome.equals(
                                "ANSWERED") ? answer : "").update();
    }
}
