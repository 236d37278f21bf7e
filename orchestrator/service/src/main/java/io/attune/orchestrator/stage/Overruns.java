package io.attune.orchestrator.stage;

import io.attune.kernel.Digest;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.Money;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.orchestrator.run.Fact;
import io.attune.orchestrator.run.Run;
import io.attune.orchestrator.run.RunState;
import io.attune.orchestrator.run.Runs;
import io.attune.platform.Audit;
import io.attune.registry.ReservationOutcome;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What people decide about runs that cost more than they hold. */
@Service
public class Overruns {
    private final Runs runs;
    private final PinnedRecipe recipes;
    private final Purse purse;
    private final OverrunStore store;
    private final Audit audit;

    Overruns(Runs runs, PinnedRecipe recipes, Purse purse, OverrunStore store, Audit audit) {
        this.runs = runs;
        this.recipes = recipes;
        this.purse = purse;
        this.store = store;
        this.audit = audit;
    }

    /**
     * Holds more for a run and lets it go on.
     *
     * @param more what is held beside what is held now; null for what is missing and as much again as was held
     * @throws PlatformException conflict, when no decision is awaited; invalid-input, when it would not cover what the run
     *         has cost already; of the obstacle's code, when the budget does not suffice
     */
    @Transactional
    public Run letGoOn(ProjectId project, RunId id, @Nullable Money more, String by) {
        Run run = runs.get(project, id);
        Fact.Overrun overrun = run.facts().find(Fact.Overrun.class).filter(
                awaited -> awaited.open() && run.state() == RunState.TRAINING).orElseThrow(
                        () -> new PlatformException(ErrorCode.CONFLICT, "Run " + id + " is " + run.state()
                                + " and does not wait for this decision", "Look at it again: attune run show " + id));
        Money held = purse.held(run, overrun.metered().currency());
        Money missing = MeteredMoney.missing(overrun, held);
        Money added = more == null ? missing.plus(held) : more;
        if (!added.currency().equals(missing.currency()) || missing.isGreaterThan(added) || added.isZero()) {
            throw new PlatformException(ErrorCode.INVALID_INPUT, "The run has cost " + overrun.metered() + " and holds "
                    + held + ": " + added + " more does not cover that", "Hold more than " + missing
                            + ", or stop it: attune run cancel " + id);
        }
        if (!store.decide(run, overrun.number(), by)) {
            throw new PlatformException(ErrorCode.CONFLICT, "Somebody has decided already",
                    "Look at it again: attune run show " + id);
        }
        if (purse.reserve(run, recipes.of(run), "overrun-" + overrun.number(),
                added) instanceof ReservationOutcome.Refused refused) {
            throw new PlatformException(new ErrorCode(refused.code(), ErrorKind.REFUSED), refused.message(),
                    refused.nextStep());
        }
        audit.record(project, by, "run.overrun", id.value(), Digest.of(added.toString()));
        return runs.get(project, id);
    }
}
