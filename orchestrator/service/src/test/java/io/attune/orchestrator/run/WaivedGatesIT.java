package io.attune.orchestrator.run;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;

import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.kernel.UuidV7;
import io.attune.orchestrator.kill.KillPoints;
import io.attune.orchestrator.recipe.Recipes;
import io.attune.orchestrator.testing.RunsAlone;
import io.attune.platform.Audit;
import io.attune.platform.testing.TestServers;
import io.attune.provider.ProviderFileId;
import io.attune.provider.testkit.TestClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Gates that do not hold and that somebody let a version pass. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WaivedGatesIT {
    private static final @Nullable Recipes NO_RECIPES = null;
    private static final @Nullable UuidV7 NO_IDS = null;

    private final TestClock clock = new TestClock(Instant.parse("2026-03-01T10:00:00Z"));
    private ConfigurableApplicationContext context;
    private RunStore store;
    private Runs runs;
    private Run run;
    private int made;

    @BeforeAll
    void start() throws Exception {
        context = RunsAlone.start(TestServers.freshProperties(), clock, new KillPoints());
        store = context.getBean(RunStore.class);
        runs = new Runs(store, context.getBean(RunGroups.class), NO_RECIPES, NO_IDS, context.getBean(Audit.class),
                clock);
    }

    @AfterAll
    void stop() {
        context.close();
    }

    @BeforeEach
    void aRunWhoseSecondAndThirdGateDoNotHold() {
        JdbcClient jdbc = context.getBean(JdbcClient.class);
        RunId id = RunId.of(new UUID(8, made++));
        Seeds.submitting(store, jdbc, id, new ProviderFileId("file-1"));
        Facts facts = Facts.NONE.with(new Fact.Gates(false, List.of(new Fact.GateResult("a", true, "1.0"),
                new Fact.GateResult("b", false, "0.5"), new Fact.GateResult("c", false, "0.4")))).with(
                        new Fact.Version("m", 1)).with(new Fact.Outcome(RunState.SUCCEEDED, "a gate does not hold"));
        jdbc.sql("update orchestrator.run set state = 'SUCCEEDED', facts = cast(? as jsonb) where id = ?").params(
                facts.toJson(), id.value()).update();
        ProjectId project = new ProjectId(jdbc.sql("select project from orchestrator.run where id = ?").param(
                id.value()).query(String.class).single());
        run = runs.get(project, id);
    }

    @Test
    void the_last_waiver_lets_the_run_go_on_and_each_is_kept_with_its_reason() {
        Run half = runs.waive(run.project(), run.id(), 2, " the suite is wrong ", "ada", 1);
        Run whole = runs.waive(run.project(), run.id(), 3, "known and accepted", "ada", 1);

        assertThat(half.state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(whole.state()).isEqualTo(RunState.PROMOTING);
        assertThat(whole.facts().get(Fact.Gates.class).passed()).isTrue();
        assertThat(whole.facts().get(Fact.Gates.class).results()).extracting(Fact.GateResult::waiver).containsExactly(
                null, new Fact.Waiver("ada", "the suite is wrong", clock.instant()), new Fact.Waiver("ada",
                        "known and accepted", clock.instant()));
        assertThat(whole.facts().get(Fact.Gates.class).results().get(1).verdict()).isEqualTo(Fact.Verdict.FAILED);
        assertThat(store.lines(whole, 0, 50)).extracting(RunStore.RunLine::message).contains(
                "ada waived the gate b: the suite is wrong", "ada waived the gate c: known and accepted");
        assertThat(store.claim("node", EnumSet.of(RunState.PROMOTING), java.time.Duration.ofSeconds(4),
                10)).extracting(claim -> claim.run().id()).contains(run.id());
    }

    @Test
    void whoever_started_the_run_waives_only_where_nobody_else_is_asked() {
        assertThatThrownBy(() -> runs.waive(run.project(), run.id(), 2, "because", run.startedBy(), 1)).isInstanceOf(
                PlatformException.class).hasMessageContaining("cannot waive its gates");
        assertThat(runs.waive(run.project(), run.id(), 2, "because", run.startedBy(), 0).facts().get(
                Fact.Gates.class).results().get(1).passed()).isTrue();
    }

    @Test
    void nothing_is_waived_without_a_reason_or_a_gate_that_does_not_hold() {
        assertThatThrownBy(() -> runs.waive(run.project(), run.id(), 2, "  ", "ada", 0)).hasMessageContaining(
                "needs a reason");
        assertThatThrownBy(() -> runs.waive(run.project(), run.id(), 4, "because", "ada", 0)).hasMessageContaining(
                "has no gate 4 but 3");
        assertThatThrownBy(() -> runs.waive(run.project(), run.id(), 1, "because", "ada", 0)).hasMessageContaining(
                "stands in nobody's way");
    }
}
