package io.attune.orchestrator.run;

import io.attune.kernel.Digest;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.kernel.UuidV7;
import io.attune.orchestrator.recipe.Recipes;
import io.attune.orchestrator.recipe.StoredRecipe;
import io.attune.platform.Audit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Starts runs and passes on what people decide about them. */
@Service
public class Runs {
    private static final int PRIORITY_MAX = 100;

    private final RunStore store;
    private final Recipes recipes;
    private final UuidV7 ids;
    private final Audit audit;

    Runs(RunStore store, Recipes recipes, UuidV7 ids, Audit audit) {
        this.store = store;
        this.recipes = recipes;
        this.ids = ids;
        this.audit = audit;
    }

    /**
     * Starts a run of a recipe's newest version, or finds the run that was started with the same key.
     *
     * @param idempotencyKey recognises a repetition within the project, 1 to 200 characters
     * @throws PlatformException not-found, when there is no such recipe
     */
    @Transactional
    public Run start(ProjectId project, String recipe, String startedBy, String idempotencyKey) {
        return start(project, recipe, startedBy, idempotencyKey, 0);
    }

    /**
     * The same with a priority among the runs that wait for a slot at a connection.
     *
     * @param priority -100 to 100; higher goes first, and at the same priority the older run
     */
    @Transactional
    public Run start(ProjectId project, String recipe, String startedBy, String idempotencyKey, int priority) {
        if (priority < -PRIORITY_MAX || priority > PRIORITY_MAX) {
            throw new PlatformException(ErrorCode.INVALID_INPUT, "A priority is -" + PRIORITY_MAX + " to "
                    + PRIORITY_MAX + ", not " + priority, "Write 0 for the usual one.");
        }
        if (idempotencyKey.isBlank() || idempotencyKey.length() > 200) {
            throw new PlatformException(ErrorCode.INVALID_INPUT,
                    "An Idempotency-Key has 1 to 200 characters, not '" + idempotencyKey + "'", "Send another key.");
        }
        StoredRecipe stored = recipes.find(project, recipe).orElseThrow(() -> new PlatformException(ErrorCode.NOT_FOUND,
                "There is no recipe '" + recipe + "'", "Send it first: attune recipe apply FILE"));
        return store.add(RunId.of(ids.next()), project, recipe, stored.version(), startedBy, idempotencyKey, priority);
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

    /** Lets a run go on that waits because its quote is above the recipe's threshold. */
    @Transactional
    public Run approve(ProjectId project, RunId id, String by) {
        return decide(project, id, by, RunState.AWAITING_APPROVAL, new RunEvent.Approved(by));
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
