package io.attune.orchestrator.run;

import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;

import io.attune.kernel.Digest;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.kernel.UuidV7;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.recipe.Recipes;
import io.attune.orchestrator.recipe.StoredRecipe;
import io.attune.orchestrator.recipe.Targets;
import io.attune.platform.Audit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Starts runs and passes on what people decide about them. */
@Service
public class Runs {
    private static final int PRIORITY_MAX = 100;

    private final RunStore store;
    private final RunGroups groups;
    private final Recipes recipes;
    private final UuidV7 ids;
    private final Audit audit;
    private final InstantSource clock;

    Runs(RunStore store, RunGroups groups, Recipes recipes, UuidV7 ids, Audit audit, InstantSource clock) {
        this.store = store;
        this.groups = groups;
        this.recipes = recipes;
        this.ids = ids;
        this.audit = audit;
        this.clock = clock;
    }

    /** Starts a recipe as it says. */
    @Transactional
    public Run start(ProjectId project, String recipe, String startedBy, String idempotencyKey) {
        return start(project, StartWish.of(recipe), startedBy, idempotencyKey);
    }

    /**
     * Starts a recipe's newest version: a group of runs, one for each target that is trained at once. Or finds the group
     * that was started with the same key.
     *
     * @param idempotencyKey recognises a repetition within the project, 1 to 200 characters
     * @return the group's first run
     * @throws PlatformException not-found, when there is no such recipe or target
     */
    @Transactional
    public Run start(ProjectId project, StartWish wish, String startedBy, String idempotencyKey) {
        String recipe = wish.recipe();
        if (wish.priority() < -PRIORITY_MAX || wish.priority() > PRIORITY_MAX) {
            throw new PlatformException(ErrorCode.INVALID_INPUT, "A priority is -" + PRIORITY_MAX + " to "
                    + PRIORITY_MAX + ", not " + wish.priority(), "Write 0 for the usual one.");
        }
        requireKey(idempotencyKey);
        StoredRecipe stored = recipes.find(project, recipe).orElseThrow(() -> new PlatformException(ErrorCode.NOT_FOUND,
                "There is no recipe '" + recipe + "'", "Send it first: attune recipe apply FILE"));
        Targets targets = stored.recipe().targets();
        List<String> tried = wish.target() == null
                ? targets.list().stream().map(Recipe.Target::name).toList()
                : List.of(target(stored, wish.target()).name());
        RunId id = RunId.of(ids.next());
        RunGroup group = new RunGroup(RunGroupId.of(ids.next()), project, recipe, stored.version(), targets.choose(),
                tried, id + "/curate", startedBy, wish.priority());
        Run first = store.add(new NewRun(id, group, 0, idempotencyKey, RunState.CURATING, Facts.NONE.with(new Fact.Aim(
                group.id(), tried.getFirst(), 0, wish.force(), null))));
        if (first.id().equals(id)) {
            groups.add(group);
            for (int place = 1; place < tried.size() && targets.choose() != Targets.Choose.FIRST; place++) {
                groups.add(group, place, wish.force());
            }
        }
        return first;
    }

    static void requireKey(String idempotencyKey) {
        if (idempotencyKey.isBlank() || idempotencyKey.length() > 200) {
            throw new PlatformException(ErrorCode.INVALID_INPUT,
                    "An Idempotency-Key has 1 to 200 characters, not '" + idempotencyKey + "'", "Send another key.");
        }
    }

    static Recipe.Target target(StoredRecipe stored, String name) {
        return stored.recipe().targets().find(name).orElseThrow(() -> new PlatformException(ErrorCode.NOT_FOUND,
                "Recipe '" + stored.name() + "' has no target '" + name + "'", "It has: "
                        + stored.recipe().targets().list().stream().map(Recipe.Target::name).collect(Collectors.joining(
                                ", ")) + "."));
    }

    /**
     * A run of the project.
     *
     * @throws PlatformException not-found
     */
    public Run get(ProjectId project, RunId id) {
        return store.find(project, id).orElseThrow(() -> new PlatformException(ErrorCode.NOT_FOUND,
                "There is no run " + id + " in project " + project, "List them: attune run list"));
    }

    /** Asks a run to stop; one that has ended stays as it is. */
    @Transactional
    public Run cancel(ProjectId project, RunId id, String by) {
        Run run = get(project, id);
        store.requestCancel(run, by);
        audit.record(project, by, "run.cancel", id.value(), Digest.of(run.state().name()));
        return get(project, id);
    }

    /**
     * Lets a run go on that waits because its quote is above the recipe's threshold. A quote that has expired is made again
     * first, and asked about again where it is above the one that was agreed to.
     */
    @Transactional
    public Run approve(ProjectId project, RunId id, String by) {
        Fact.Quote quote = get(project, id).facts().find(Fact.Quote.class).orElse(null);
        int before = get(project, id).facts().find(Fact.Approval.class).map(Fact.Approval::times).orElse(0);
        return decide(project, id, by, RunState.AWAITING_APPROVAL, quote != null && quote.isExpired(clock.instant())
                ? new RunEvent.ApprovedLate(new Fact.Approval(by, quote.expected(), before + 1))
                : new RunEvent.Approved(by));
    }

    /** Decides for a run whose retrieval-first check found that retrieval suffices. */
    @Transactional
    public Run decideTraining(ProjectId project, RunId id, boolean train, String by) {
        return decide(project, id, by, RunState.AWAITING_DECISION, new RunEvent.Decided(train, by));
    }

    private Run decide(ProjectId project, RunId id, String by, RunState awaited, RunEvent decision) {
        Run run = get(project, id);
        if (run.state() != awaited || !store.decide(run, decision)) {
            throw new PlatformException(ErrorCode.CONFLICT, "Run " + id + " is " + run.state()
                    + " and does not wait for"
                    + " this decision", "Look at it again: attune run show " + id);
        }
        audit.record(project, by, "run.decide", id.value(), Digest.of(decision.toString()));
        return get(project, id);
    }
}
