package io.attune.orchestrator.stage;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.attune.kernel.Money;
import io.attune.orchestrator.notify.Notice;
import io.attune.orchestrator.notify.Notices;
import io.attune.orchestrator.quote.Price;
import io.attune.orchestrator.quote.Prices;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.recipe.Recipe.Budget.OnOverrun;
import io.attune.orchestrator.run.Fact;
import io.attune.orchestrator.run.Run;
import io.attune.orchestrator.run.RunEvent;
import io.attune.orchestrator.run.RunState;
import io.attune.orchestrator.run.Stage;
import io.attune.provider.FineTuneProvider;
import io.attune.provider.JobState;
import io.attune.provider.PauseResume;
import io.attune.provider.ProviderJob;
import io.attune.provider.UsageMetering;
import org.springframework.stereotype.Component;

/**
 * Reads what a job has used, and acts as the recipe says once that costs more than the run holds. Each look brings the job
 * nearer to what is wanted, so whatever a kill left undone the next look does.
 */
@Component
class MeteredMoney implements MoneyWatch {
    static final Duration EVERY = Duration.ofMinutes(1);
    private static final Set<JobState> ACTIVE = Set.of(JobState.VALIDATING, JobState.QUEUED, JobState.RUNNING);

    private final Prices prices;
    private final Purse purse;
    private final OverrunStore overruns;
    private final Notices notices;
    private final InstantSource clock;

    MeteredMoney(Prices prices, Purse purse, OverrunStore overruns, Notices notices, InstantSource clock) {
        this.prices = prices;
        this.purse = purse;
        this.overruns = overruns;
        this.notices = notices;
        this.clock = clock;
    }

    @Override
    public Optional<RunEvent> look(Run run, Recipe recipe, FineTuneProvider provider, ProviderJob job,
            Stage.Work work) {
        boolean ended = job.state() != null && job.state().isTerminal();
        if (ended || run.state() != RunState.TRAINING) {
            return Optional.empty();
        }
        Run known = metered(run, recipe, provider, job, work);
        Fact.Overrun before = known.facts().find(Fact.Overrun.class).orElse(null);
        if (before != null && before.open()) {
            settle(known, before, provider, job, work);
            return Optional.empty();
        }
        if (before != null) {
            resume(before, provider, job);
        }
        return passed(known).flatMap(meter -> overrun(known, recipe, meter, provider, job, work));
    }

    private Run metered(Run run, Recipe recipe, FineTuneProvider provider, ProviderJob job, Stage.Work work) {
        boolean fresh = run.facts().find(Fact.Meter.class).map(Fact.Meter::at).filter(at -> at.plus(EVERY).isAfter(
                clock.instant())).isPresent();
        Optional<UsageMetering> metering = provider.ability(UsageMetering.class);
        if (fresh || metering.isEmpty()) {
            return run;
        }
        Recipe.Target target = recipe.target();
        return prices.look(target.connection(), target.baseModel(), Price.Kind.TRAINING_HOURS).flatMap(
                price -> metering.get().usage(job.id()).map(used -> work.record(new RunEvent.Metered(new Fact.Meter(
                        used.quantity(), used.unit(), price.of(used.quantity()), clock.instant()))))).orElse(run);
    }

    /** What was metered, where it is more than the run holds. */
    private Optional<Fact.Meter> passed(Run run) {
        return run.facts().find(Fact.Meter.class).filter(meter -> meter.cost().isGreaterThan(purse.held(run,
                meter.cost().currency())));
    }

    private Optional<RunEvent> overrun(Run run, Recipe recipe, Fact.Meter meter, FineTuneProvider provider,
            ProviderJob job, Stage.Work work) {
        OnOverrun wanted = recipe.budget().onOverrun();
        boolean pausable = provider.ability(PauseResume.class).isPresent();
        boolean asks = wanted == OnOverrun.ASK || (wanted == OnOverrun.PAUSE && pausable);
        int before = run.facts().find(Fact.Overrun.class).map(Fact.Overrun::number).orElse(0);
        if (before > 0 && wanted == OnOverrun.PAUSE && !pausable) {
            return Optional.empty(); // people were told, and nothing else can be done
        }
        Fact.Overrun overrun = new Fact.Overrun(before + 1, meter.cost(), purse.held(run, meter.cost().currency()),
                wanted.name().toLowerCase(Locale.ROOT), asks, clock.instant());
        overruns.notice(run, overrun.number());
        tell(run, overrun, pausable);
        Run told = work.record(new RunEvent.Overran(overrun));
        if (wanted == OnOverrun.CANCEL) {
            provider.cancel(job.id());
            return Optional.of(new RunEvent.CancelSent());
        }
        if (asks) {
            settle(told, overrun, provider, job, work);
        }
        return Optional.empty();
    }

    private void tell(Run run, Fact.Overrun overrun, boolean pausable) {
        String then = switch (overrun.action()) {
            case "cancel" -> "The recipe says to cancel it; what was trained is billed.";
            case "ask" -> "It goes on until somebody decides: attune run overrun " + run.id();
            default -> pausable
                    ? "It is paused until somebody decides: attune run overrun " + run.id()
                    : "Its provider cannot pause jobs, so it goes on. Stop it with: attune run cancel " + run.id();
        };
        notices.tell(new Notice(run.project(), "run.overrun", run.id() + "/" + overrun.number(), run.recipe(), "Run "
                + run.id() + " has cost " + overrun.metered() + " and holds " + overrun.held() + ". " + then,
                Map.of("run", run.id().value(), "metered", overrun.metered().toString(), "held",
                        overrun.held().toString(), "action", overrun.action())));
    }

    /** A person is awaited: the job is paused where the recipe wants that, and goes on once somebody lets it. */
    private void settle(Run run, Fact.Overrun overrun, FineTuneProvider provider, ProviderJob job, Stage.Work work) {
        Optional<String> let = overruns.letBy(run.id(), overrun.number());
        if (let.isPresent()) {
            Fact.Overrun over = new Fact.Overrun(overrun.number(), overrun.metered(), overrun.held(), overrun.action(),
                    false, overrun.at());
            work.record(new RunEvent.WentOn(over, let.get()));
            resume(over, provider, job);
        } else if (overrun.action().equals("pause") && job.state() != null && ACTIVE.contains(job.state())) {
            provider.ability(PauseResume.class).ifPresent(pauses -> pauses.pause(job.id()));
        }
    }

    /** What was paused for an overrun that somebody let pass goes on. */
    private static void resume(Fact.Overrun let, FineTuneProvider provider, ProviderJob job) {
        if (let.action().equals("pause") && job.state() == JobState.PAUSED) {
            provider.ability(PauseResume.class).ifPresent(pauses -> pauses.resume(job.id()));
        }
    }

    /** The least that must be held beside what is held, so that a run may go on. */
    static Money missing(Fact.Overrun overrun, Money held) {
        return overrun.metered().isGreaterThan(held) ? overrun.metered().minus(held) : Money.zero(held.currency());
    }
}
