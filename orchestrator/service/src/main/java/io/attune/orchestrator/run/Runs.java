package io.attune.orchestrator.run;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.attune.kernel.Digest;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
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
    private static final int REASON_MAX = 2_000;
    private static final ErrorCode OWN = new ErrorCode("own-waiver", ErrorKind.FORBIDDEN);
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

    /**
     * Lets a run's version pass a gate that does not hold. Once no gate stands in its way, the version is promoted as if they all
     * held.
     *
     * @param number of the gate as the run shows them, from 1
     * @param approvals how many people a promotion takes: where it takes any, whoever started the run cannot waive its gates
     * @throws PlatformException not-found; invalid-input without a reason or without such a gate; forbidden; conflict, when the
     *         run has not ended or the gate holds
     */
    @Transactional
    public Run waive(ProjectId project, RunId id, int number, String reason, String by, int approvals) {
        get(project, id);
        store.lock(id);
        Run run = get(project, id);
        Fact.Gates gates = run.facts().find(Fact.Gates.class).orElse(new Fact.Gates(true, List.of()));
        Fact.GateResult gate = waivable(run, gates, number, reason);
        if (approvals > 0 && by.equals(run.startedBy())) {
            throw new PlatformException(OWN, by + " started run " + id
                    + " and cannot waive its gates: the recipe's promotion takes another person's word",
                    "Ask another approver.");
        }
        Fact.Waiver waiver = new Fact.Waiver(by, reason.strip(), clock.instant());
        List<Fact.GateResult> results = new ArrayList<>(gates.results());
        results.set(number - 1, gate.waived(waiver));
        Fact.Gates waived = new Fact.Gates(results.stream().allMatch(Fact.GateResult::passed), results,
                gates.policy());
        if (!store.decide(run, new RunEvent.Waived(waived, gate.gate(), waiver))) {
            throw new PlatformException(ErrorCode.CONFLICT, "Run " + id + " went on meanwhile",
                    "Look at it again: attune run show " + id);
        }
        audit.record(project, by, "run.waive", id.value(), Digest.of(number + " " + gate.gate() + " "
                + waiver.reason()));
        return get(project, id);
    }

    private static Fact.GateResult waivable(Run run, Fact.Gates gates, int number, String reason) {
        if (reason.isBlank() || reason.length() > REASON_MAX) {
            throw new PlatformException(ErrorCode.INVALID_INPUT, "A waiver needs a reason of 1 to " + REASON_MAX
                    + " characters", "Say why the version may be promoted although the gate does not hold.");
        }
        if (number < 1 || number > gates.results().size()) {
            throw new PlatformException(ErrorCode.INVALID_INPUT, "Run " + run.id() + " has no gate " + number + " but "
                    + gates.results().size(), "They are numbered as shown by: attune run show " + run.id());
        }
        Fact.GateResult gate = gates.results().get(number - 1);
        if (gate.passed() || run.state() != RunState.SUCCEEDED) {
            throw new PlatformException(ErrorCode.CONFLICT, gate.passed()
                    ? "Gate " + number + " of run " + run.id() + " stands in nobody's way: " + gate.gate()
                    : "Run " + run.id() + " is " + run.state() + ", and gates are waived once it has ended",
                    "Look at it again: attune run show " + run.id());
        }
        return gate;
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
