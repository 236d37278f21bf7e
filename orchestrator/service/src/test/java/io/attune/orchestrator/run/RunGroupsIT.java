package io.attune.orchestrator.run;

import java.time.Instant;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import io.attune.dataset.SentFiles;
import io.attune.kernel.Digest;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.Money;
import io.attune.kernel.PlatformException;
import io.attune.kernel.Problems;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.kernel.UuidV7;
import io.attune.orchestrator.egress.DataPolicy;
import io.attune.orchestrator.kill.KillPoints;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.recipe.Recipes;
import io.attune.orchestrator.recipe.StoredRecipe;
import io.attune.orchestrator.recipe.Targets;
import io.attune.orchestrator.recipe.Targets.Choose;
import io.attune.orchestrator.testing.RunsAlone;
import io.attune.pipeline.plan.CurationPlan;
import io.attune.platform.Audit;
import io.attune.platform.testing.TestServers;
import io.attune.provider.JobState;
import io.attune.provider.ProviderJobId;
import io.attune.provider.ProviderModelId;
import io.attune.provider.testkit.TestClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** One start of a recipe is a group of runs, and a further attempt is a run of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunGroupsIT {
    private final ProjectId project = new ProjectId("groups");
    private final TestClock clock = new TestClock(Instant.parse("2026-03-01T10:00:00Z"));
    private final AtomicLong keys = new AtomicLong();
    private final ThreeTargets recipes = new ThreeTargets();
    private ConfigurableApplicationContext context;
    private RunStore store;
    private RunGroups groups;
    private Runs runs;
    private Attempts attempts;

    @BeforeAll
    void start() {
        context = RunsAlone.start(TestServers.freshProperties(), clock, new KillPoints());
        store = context.getBean(RunStore.class);
        groups = context.getBean(RunGroups.class);
        UuidV7 ids = context.getBean(UuidV7.class);
        Audit audit = context.getBean(Audit.class);
        runs = new Runs(store, groups, recipes, ids, audit, clock);
        attempts = new Attempts(runs, store, groups, recipes, ids, audit);
    }

    @AfterAll
    void stop() {
        context.close();
    }

    private Run started(Choose choose) {
        recipes.choose = choose;
        return runs.start(project, "r", "ann", "key-" + keys.incrementAndGet());
    }

    private List<Run> members(Run run) {
        return groups.runs(groups.of(run).orElseThrow());
    }

    private static List<String> targets(List<Run> runs) {
        return runs.stream().map(run -> run.facts().get(Fact.Aim.class).target()).toList();
    }

    /** The run as it ends, not stored. */
    private static Run ending(Run run, RunState end, RunState during) {
        return run.with(new Fact.Failure("x", ErrorKind.OUTSIDE, "m", "n", during)).with(new Fact.Outcome(end, "m"));
    }

    private Run stored(Run run, RunState state, Fact... facts) {
        Facts all = run.facts();
        for (Fact fact : facts) {
            all = all.with(fact);
        }
        context.getBean(JdbcClient.class).sql(
                "update orchestrator.run set state = ?, facts = cast(? as jsonb) where id = ?").params(state.name(),
                        all.toJson(), run.id().value()).update();
        return store.find(project, run.id()).orElseThrow();
    }

    @Test
    void all_and_best_start_every_target_at_once_and_curate_once() {
        for (Choose choose : List.of(Choose.ALL, Choose.BEST)) {
            Run first = started(choose);

            assertThat(targets(members(first))).containsExactly("a", "b", "c");
            assertThat(groups.of(first).orElseThrow().curation()).isEqualTo(first.id() + "/curate");
        }
    }

    @Test
    void first_starts_one_target_and_the_next_only_where_it_failed_at_its_provider() {
        Run first = started(Choose.FIRST);
        assertThat(targets(members(first))).containsExactly("a");

        groups.addNext(ending(first, RunState.CANCELLED, RunState.TRAINING));
        groups.addNext(ending(first, RunState.FAILED, RunState.CURATING));
        assertThat(members(first)).hasSize(1);

        groups.addNext(ending(first, RunState.FAILED, RunState.SUBMITTING));
        groups.addNext(ending(first, RunState.FAILED, RunState.SUBMITTING));
        assertThat(targets(members(first))).containsExactly("a", "b");

        Run last = members(first).getLast();
        groups.addNext(ending(last, RunState.FAILED, RunState.QUOTING));
        groups.addNext(ending(members(first).getLast(), RunState.FAILED, RunState.QUOTING));
        assertThat(targets(members(first))).containsExactly("a", "b", "c");
    }

    @Test
    void a_key_makes_one_group_however_often_it_is_sent() {
        recipes.choose = Choose.ALL;
        Run once = runs.start(project, "r", "ann", "one-key");
        recipes.choose = Choose.FIRST;
        Run again = runs.start(project, "r", "ann", "one-key");

        assertThat(again.id()).isEqualTo(once.id());
        assertThat(members(again)).hasSize(3);
    }

    @Test
    void one_target_of_the_recipe_can_be_started_alone() {
        recipes.choose = Choose.ALL;
        Run run = runs.start(project, new StartWish("r", "b", true), "ann", "alone");

        assertThat(targets(members(run))).containsExactly("b");
        assertThat(run.facts().get(Fact.Aim.class).force()).isTrue();
        assertThatThrownBy(() -> runs.start(project, new StartWish("r", "z", false), "ann", "none")).isInstanceOf(
                PlatformException.class).hasMessageContaining("no target 'z'");
    }

    @Test
    void an_ended_run_is_trained_elsewhere_on_the_same_dataset() {
        Fact.Dataset dataset = new Fact.Dataset("r", 2, "sha256:" + "0".repeat(64), 40, 3, 5, 900);
        Run before = stored(started(Choose.FIRST), RunState.FAILED, dataset);

        Run elsewhere = attempts.elsewhere(project, before.id(), "c", "ann", "elsewhere");

        assertThat(elsewhere.state()).isEqualTo(RunState.PAIRING);
        assertThat(elsewhere.facts().get(Fact.Dataset.class)).isEqualTo(dataset);
        assertThat(elsewhere.facts().get(Fact.Aim.class).target()).isEqualTo("c");
        assertThat(elsewhere.facts().get(Fact.Aim.class).after()).isEqualTo(before.id());
        assertThat(attempts.elsewhere(project, before.id(), "c", "ann", "elsewhere").id()).isEqualTo(elsewhere.id());
    }

    @Test
    void a_retry_from_the_evaluation_takes_over_the_paid_training_and_nothing_of_its_submission() {
        Fact.Job job = new Fact.Job("c", new ProviderJobId("job-1"), JobState.SUCCEEDED, null, "succeeded",
                new ProviderModelId("tuned"), 900L, null, Instant.EPOCH, null, null, 7);
        Run before = stored(started(Choose.FIRST), RunState.FAILED, new Fact.Dataset("r", 2, "sha256:" + "0".repeat(64),
                40, 3, 5, 900), new Fact.Plan(true, "because"), job);

        Run again = attempts.retry(project, before.id(), RetryStep.EVALUATE, "ann", "again");

        assertThat(again.state()).isEqualTo(RunState.EVALUATING);
        assertThat(again.facts().get(Fact.Job.class)).isEqualTo(job);
        assertThat(again.facts().find(Fact.Intent.class)).isEmpty();
        assertThat(again.id()).isNotEqualTo(before.id());
    }

    @Test
    void no_second_attempt_stands_beside_a_run_that_has_not_ended_or_did_not_come_so_far() {
        Run run = started(Choose.FIRST);

        assertThatThrownBy(() -> attempts.retry(project, run.id(), RetryStep.CURATE, "ann", "k1")).hasMessageContaining(
                "has not ended");
        stored(run, RunState.FAILED);
        assertThatThrownBy(() -> attempts.retry(project, run.id(), RetryStep.QUOTE, "ann", "k2")).hasMessageContaining(
                "did not come so far");
        assertThat(attempts.retry(project, run.id(), RetryStep.CURATE, "ann", "k3").state()).isEqualTo(
                RunState.CURATING);
    }

    @Test
    void an_expired_quote_that_is_approved_is_made_again_up_to_what_was_agreed_to() {
        Fact.Quote quote = new Fact.Quote(Money.of("3", "USD"), Money.of("4", "USD"), List.of(), "s",
                java.time.LocalDate.EPOCH, "b", clock.instant().minusSeconds(1), List.of("w"));
        Run late = stored(started(Choose.FIRST), RunState.AWAITING_APPROVAL, quote);
        Run inTime = stored(started(Choose.FIRST), RunState.AWAITING_APPROVAL, new Fact.Quote(quote.expected(),
                quote.held(), List.of(), "s", java.time.LocalDate.EPOCH, "b", clock.instant().plusSeconds(9),
                List.of()));

        assertThat(runs.approve(project, late.id(), "bob").state()).isEqualTo(RunState.QUOTING);
        assertThat(store.find(project, late.id()).orElseThrow().facts().get(Fact.Approval.class)).isEqualTo(
                new Fact.Approval("bob", quote.expected(), 1));
        assertThat(runs.approve(project, inTime.id(), "bob").state()).isEqualTo(RunState.UPLOADING);
    }

    @Test
    void what_skipped_runs_would_have_cost_is_summed_by_recipe_and_month() {
        ProjectId saver = new ProjectId("saver");
        Run skipped = runs.start(saver, "r", "ann", "saved-1");
        Run unpriced = runs.start(saver, "r", "ann", "saved-2");
        Map<Run, Money> amounts = new HashMap<>();
        amounts.put(skipped, Money.of("1.25", "USD"));
        amounts.put(unpriced, null);
        amounts.forEach((run, amount) -> context.getBean(JdbcClient.class).sql(
                "update orchestrator.run set facts = cast(? as jsonb) where id = ?").params(run.facts().with(
                        new Fact.Saved(amount, new Fact.Version("r", 1), RunId.of(new UUID(1, 1)), "same")).toJson(),
                        run.id().value()).update());

        Savings savings = context.getBean(Savings.class);
        assertThat(savings.in(saver, YearMonth.of(2026, 3))).containsExactlyInAnyOrder(new Savings.Saved("r", 1,
                Money.of("1.25", "USD")), new Savings.Saved("r", 1, null));
        assertThat(savings.in(saver, YearMonth.of(2026, 4))).isEmpty();
    }

    /** One recipe of three targets. */
    private static final class ThreeTargets implements Recipes {
        Choose choose = Choose.FIRST;

        @Override
        public StoredRecipe version(ProjectId project, String name, int version) {
            CurationPlan plan = CurationPlan.parse(Map.of("sources", List.of(Map.of("name", "s", "type", "jsonl",
                    "path",
                    "s.jsonl", "license", "Apache-2.0", "personalData", "none"))), new Problems());
            List<Recipe.Target> list = List.of("a", "b", "c").stream().map(target -> new Recipe.Target(target, target,
                    "m", null, null, null, null)).toList();
            Recipe recipe = new Recipe(name, "", "", Map.of(), DataPolicy.DEFAULT, plan, new Recipe.Evaluation(
                    List.of(),
                    List.of()), new Recipe.RetrievalFirst(List.of(), Recipe.RetrievalFirst.Then.STOP), List.of(),
                    new Targets(list, choose, Targets.Unchanged.SKIP), new Recipe.Budget(Money.of("1", "USD"), Money.of(
                            "2", "USD"), null), new Recipe.Promotion("champion", 0), new Recipe.Knowledge.None("none"),
                    new Recipe.Answers("", "no"), Optional.empty());
            Digest digest = Digest.of(name);
            return new StoredRecipe(project, name, version, digest, digest, recipe, Map.of(), "", "ann",
                    Instant.EPOCH);
        }

        @Override
        public Optional<StoredRecipe> find(ProjectId project, String name) {
            return Optional.of(version(project, name, 1));
        }

        @Override
        public List<StoredRecipe> list(ProjectId project) {
            return List.of(version(project, "r", 1));
        }

        @Override
        public Checked check(ProjectId project, String yaml, Map<String, byte[]> files) {
            throw new UnsupportedOperationException("nobody checks here");
        }

        @Override
        public Recipe read(ProjectId project, String yaml, Map<String, byte[]> files) {
            throw new UnsupportedOperationException("nobody reads here");
        }

        @Override
        public Applied apply(ProjectId project, String actor, String yaml, SentFiles files) {
            throw new UnsupportedOperationException("nobody applies here");
        }
    }
}
