package io.attune.orchestrator.run;

import java.util.List;

import io.attune.kernel.Digest;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.kernel.UuidV7;
import io.attune.orchestrator.recipe.Recipes;
import io.attune.orchestrator.recipe.StoredRecipe;
import io.attune.orchestrator.recipe.Targets;
import io.attune.platform.Audit;
import io.attune.provider.JobState;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Further attempts at what a run was started for: each is a run of its own, with the recipe's version of the run before, a
 * key, a reservation and a bill of its own.
 */
@Service
public class Attempts {
    private final Runs runs;
    private final RunStore store;
    private final RunGroups groups;
    private final Recipes recipes;
    private final UuidV7 ids;
    private final Audit audit;

    Attempts(Runs runs, RunStore store, RunGroups groups, Recipes recipes, UuidV7 ids, Audit audit) {
        this.runs = runs;
        this.store = store;
        this.groups = groups;
        this.recipes = recipes;
        this.ids = ids;
        this.audit = audit;
    }

    /**
     * Tries an ended run again from a step on.
     *
     * @throws PlatformException not-found; conflict, when the run has not ended or did not come so far
     */
    @Transactional
    public Run retry(ProjectId project, RunId id, RetryStep from, String by, String idempotencyKey) {
        Run before = ended(project, id);
        requireReached(before, from);
        return add(before, targetOf(before), from, by, idempotencyKey);
    }

    /**
     * Trains an ended run's dataset at another target of the same recipe.
     *
     * @throws PlatformException not-found; conflict, when the run has not ended
     */
    @Transactional
    public Run elsewhere(ProjectId project, RunId id, String target, String by, String idempotencyKey) {
        Run before = ended(project, id);
        boolean curated = before.facts().find(Fact.Dataset.class).isPresent();
        return add(before, Runs.target(recipe(before), target).name(), curated ? RetryStep.CHECK : RetryStep.CURATE,
                by, idempotencyKey);
    }

    private Run ended(ProjectId project, RunId id) {
        Run run = runs.get(project, id);
        if (!run.state().isTerminal()) {
            throw new PlatformException(ErrorCode.CONFLICT, "Run " + id + " is " + run.state()
                    + " and has not ended; a second attempt beside it could be paid twice",
                    "Wait for its end, or cancel it first: attune run cancel " + id);
        }
        return run;
    }

    private static void requireReached(Run before, RetryStep from) {
        Facts facts = before.facts();
        boolean reached = switch (from) {
            case CURATE -> true;
            case CHECK -> facts.find(Fact.Dataset.class).isPresent();
            case QUOTE -> facts.find(Fact.Dataset.class).isPresent() && facts.find(Fact.Plan.class).filter(
                    Fact.Plan::train).isPresent();
            case EVALUATE -> facts.find(Fact.Job.class).filter(job -> job.state() == JobState.SUCCEEDED).isPresent();
        };
        if (!reached) {
            throw new PlatformException(ErrorCode.CONFLICT, "Run " + before.id() + " did not come so far that " + from
                    + " could begin", "Begin earlier: attune run retry " + before.id() + " --from curate");
        }
        if (from == RetryStep.EVALUATE && facts.find(Fact.Version.class).isPresent()) {
            Fact.Version version = facts.get(Fact.Version.class);
            throw new PlatformException(ErrorCode.CONFLICT, "Run " + before.id() + " has registered its model as "
                    + version.model() + "@" + version.number(), "Look at it: attune model show " + version.model());
        }
    }

    private StoredRecipe recipe(Run run) {
        return recipes.version(run.project(), run.recipe(), run.recipeVersion());
    }

    private String targetOf(Run run) {
        return run.facts().find(Fact.Aim.class).map(Fact.Aim::target).orElseGet(
                () -> recipe(run).recipe().target().name());
    }

    private Run add(Run before, String target, RetryStep from, String by, String idempotencyKey) {
        Runs.requireKey(idempotencyKey);
        RunId id = RunId.of(ids.next());
        RunGroup group = new RunGroup(RunGroupId.of(ids.next()), before.project(), before.recipe(),
                before.recipeVersion(), Targets.Choose.FIRST, List.of(target), id + "/curate", by, 0);
        Run added = store.add(new NewRun(id, group, 0, idempotencyKey, from.state(), from.from(before).with(
                new Fact.Aim(group.id(), target, 0, true, before.id()))));
        if (added.id().equals(id)) {
            groups.add(group);
            audit.record(before.project(), by, "run.retry", id.value(), Digest.of(before.id() + " " + from));
        }
        return added;
    }
}
