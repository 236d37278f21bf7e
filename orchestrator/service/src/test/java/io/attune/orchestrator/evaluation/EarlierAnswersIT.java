package io.attune.orchestrator.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.orchestrator.recipe.Recipe.Measure;
import io.attune.platform.testing.TestServers;
import io.attune.provider.testkit.TestClock;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

/** What runs measured when an answer was one row: it is read, reported and charged as before. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EarlierAnswersIT {
    private static final ProjectId PROJECT = ProjectId.DEFAULT;
    private static final RunId RUN = new RunId("run_00000000000070008000000000000001");
    private static final EvaluationId EVALUATION = EvaluationId.of(RUN);
    /** The last shape of the database before evaluations had tables of their own. */
    private static final String BEFORE = "9";

    private JdbcClient jdbc;
    private EvaluationStore store;
    private OutputStore outputs;
    private EvaluatedAnswers answers;
    private final TestClock clock = new TestClock(Instant.parse("2026-03-01T10:00:00Z"));

    @BeforeAll
    void migrate() {
        Map<String, String> server = TestServers.freshProperties();
        DriverManagerDataSource source = new DriverManagerDataSource(server.get("spring.datasource.url"), server.get(
                "spring.datasource.username"), server.get("spring.datasource.password"));
        jdbc = JdbcClient.create(source);
        FluentConfiguration orchestrator = Flyway.configure().dataSource(source).schemas("orchestrator").defaultSchema(
                "orchestrator").locations("classpath:db/migration/orchestrator");
        orchestrator.target(BEFORE).load().migrate();
        run(RUN, "SUCCEEDED");
        run(new RunId("run_00000000000070008000000000000002"), "SUCCEEDED");
        answer("base", "wording", "item-1", "{\"referenceTokens\": 7, \"model\": \"It is 3.\"}",
                "{\"loss\": 0.5, \"form\": 1.0}", 40, 10);
        answer("base+retrieval", "limits", "item-1",
                "{\"runtime\": \"It is 3.\", \"grounding\": \"supported\", \"abstained\": false, \"citations\": [{\"document\": \"d\","
                        + " \"revision\": 2, \"start\": 0, \"end\": 5, \"quote\": \"Three\"}]}",
                "{\"exact-value\": 1.0, \"citation-recall\": 1.0}", 90, 12);
        answer("base+retrieval", "limits", "item-2",
                "{\"runtime\": \"I don't know.\", \"grounding\": \"\", \"abstained\": true,"
                        + " \"citations\": []}", "{\"right-refusal\": 1.0}", 80, 5);
        orchestrator.target("latest").load().migrate();
        store = new EvaluationStore(jdbc, clock);
        outputs = new OutputStore(jdbc, clock);
        answers = new EvaluatedAnswers(store, outputs);
    }

    @Test
    void a_run_that_measured_has_an_evaluation_and_one_that_did_not_has_none() {
        StandaloneStore rows = new StandaloneStore(jdbc, clock);

        List<StandaloneStore.Row> all = rows.list(PROJECT, null, 10);

        assertThat(all).singleElement().satisfies(row -> {
            assertThat(row.id()).isEqualTo(EVALUATION);
            assertThat(row.run()).isEqualTo(RUN);
            assertThat(row.state()).isEqualTo(StandaloneStore.State.SUCCEEDED);
        });
        assertThat(rows.claim(Duration.ofMinutes(1))).as("nobody works on it again").isEmpty();
    }

    @Test
    void its_measures_are_reported_and_its_tokens_are_charged_as_before() {
        assertThat(store.rows(EVALUATION)).extracting(EvaluationStore.Row::arm, EvaluationStore.Row::item,
                EvaluationStore.Row::measures).containsExactlyInAnyOrder(tuple("base",
                        "item-1", Map.of(Measure.LOSS, 0.5, Measure.FORM, 1.0)), tuple(
                                "base+retrieval", "item-1", Map.of(Measure.EXACT_VALUE, 1.0, Measure.CITATION_RECALL,
                                        1.0)), tuple("base+retrieval", "item-2", Map.of(
                                                Measure.RIGHT_REFUSAL, 1.0)));
        assertThat(outputs.usage(EVALUATION)).containsExactly(new OutputStore.Usage("base", "wording", 40, 10),
                new OutputStore.Usage("base+retrieval", "limits", 170, 17));
    }

    @Test
    void every_answer_can_still_be_read_with_its_question_and_its_citations() {
        EvaluatedAnswers.Page page = answers.list(PROJECT, EVALUATION, EvaluatedAnswers.Filter.ALL, null, 10);

        assertThat(page.items()).extracting(answer -> answer.arm() + " " + answer.question() + " " + answer.outcome()
                + " "
                + answer.outputs().stream().map(output -> output.way() + ": "
                        + output.text()).toList()).containsExactly(
                                "base Which of item-1? ANSWERED [model: It is 3.]",
                                "base+retrieval Which of item-1? ANSWERED [runtime: It is 3.]",
                                "base+retrieval Which of item-2? ANSWERED [runtime: I don't know.]");
        assertThat(page.items().get(1).outputs().getFirst().citations()).singleElement().satisfies(
                citation -> assertThat(citation.quote()).isEqualTo("Three"));
        assertThat(page.items().get(2).outputs()).singleElement().satisfies(output -> assertThat(
                output.outcome()).isEqualTo(
                        "ABSTAINED"));
        assertThat(page.items().getFirst().measures()).containsOnly(entry("loss", 0.5), entry("form", 1.0));
    }

    private void run(RunId run, String state) {
        jdbc.sql(
                "insert into orchestrator.run (id, project, recipe, recipe_version, started_by, idempotency_key, state, facts,"
                        + " due_at, created_at, updated_at) values (?, ?, 'limits', 1, 'ann', ?, ?, '{}', now(), now(), now())").params(
                                run.value(), PROJECT.value(), run.value(), state).update();
    }

    private void answer(String arm, String suite, String item, String answer, String measures, int input, int output) {
        jdbc.sql("insert into orchestrator.evaluation_answer values (?, ?, ?, ?, ?, ?, 'It is 3.', cast(? as jsonb),"
                + " cast(? as jsonb), ?, ?)").params(RUN.value(), PROJECT.value(), arm, suite, item, "Which of " + item
                        + "?",
                        answer, measures, input, output).update();
    }
}
