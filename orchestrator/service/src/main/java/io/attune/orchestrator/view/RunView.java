package io.attune.orchestrator.view;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.attune.kernel.Money;
import io.attune.kernel.RunId;
import io.attune.orchestrator.run.Fact;
import io.attune.orchestrator.run.Run;
import io.attune.orchestrator.run.RunGroup;
import io.attune.orchestrator.run.RunState;
import io.attune.orchestrator.run.RunStore;
import io.attune.registry.Charge;
import org.jspecify.annotations.Nullable;

/**
 * A run as the API shows it; what the run has not reached yet is null.
 *
 * @param target which of the recipe's targets it trains at; null for runs of earlier releases
 * @param group the runs of the same start; null for runs of earlier releases
 * @param saved what was not spent because the run would have repeated the version in service
 * @param meter what the job has used and cost so far, where its provider meters it
 * @param overrun the last time it cost more than it held
 * @param waitingFor {@code approval}, {@code decision}, {@code overrun} or {@code promotion} while a person is awaited
 * @param trouble what failed outside and is being tried again
 */
record RunView(RunId id, String recipe, int recipeVersion, RunState state, String startedBy, Instant createdAt,
        Instant updatedAt, boolean ended, boolean cancelRequested, @Nullable String waitingFor,
        @JsonRawValue @Nullable String progress, Fact.@Nullable Dataset dataset, Fact.@Nullable Check check,
        Fact.@Nullable Plan plan, Fact.@Nullable Quote quote, @Nullable Job job, Fact.@Nullable Gates gates,
        Fact.@Nullable Version model, Fact.@Nullable Promotion promotion, Fact.@Nullable Deployment deployment,
        Fact.@Nullable Failure failure, Fact.@Nullable Trouble trouble, Fact.@Nullable Outcome outcome, List<Bill> bill,
        @Nullable Money billTotal, @Nullable Queue queue, @Nullable String target, @Nullable Group group,
        Fact.@Nullable Saved saved, Fact.@Nullable Meter meter, Fact.@Nullable Overrun overrun) {

    /**
     * The runs of one start of a recipe.
     *
     * @param choose {@code first}, {@code best} or {@code all}
     * @param targets in the order they are tried
     */
    record Group(String id, String choose, List<Member> targets) {
        static Group of(RunGroup group, List<Run> runs) {
            return new Group(group.id().value(), group.choose().toString(), group.targets().stream().map(
                    target -> runs.stream().filter(run -> run.facts().get(Fact.Aim.class).target().equals(
                            target)).findFirst().map(run -> new Member(target, run.id().value(),
                                    run.state())).orElseGet(
                                            () -> new Member(target, null, null))).toList());
        }
    }

    /** @param run null while the target is not tried */
    record Member(String target, @Nullable String run, @Nullable RunState state) {}

    /**
     * Where a run stands among those that wait for a slot at a connection.
     *
     * @param place from 1
     * @param length how many stand there
     * @param reason what it waits for
     */
    record Queue(String connection, int place, int length, int priority, String reason) {}

    /** The job at the provider, in plain values. */
    record Job(String connection, String id, @Nullable String state, @Nullable String phase, String rawState,
            @Nullable String tunedModel, @Nullable Long trainedTokens, Instant createdAt,
            @Nullable Instant estimatedFinish, @Nullable Instant finishedAt) {}

    /** One charge. */
    record Bill(String kind, Money amount, BigDecimal quantity, String unit, String source, Instant at) {}

    static RunView of(Run run, @Nullable String progress, List<Charge> charges, RunStore.@Nullable Place place,
            @Nullable Group group) {
        var facts = run.facts();
        return new RunView(run.id(), run.recipe(), run.recipeVersion(), run.state(), run.startedBy(), run.createdAt(),
                run.updatedAt(), run.state().isTerminal(), run.cancelRequested(), waitingFor(run), progress,
                facts.find(Fact.Dataset.class).orElse(null), facts.find(Fact.Check.class).orElse(null),
                facts.find(Fact.Plan.class).orElse(null), facts.find(Fact.Quote.class).orElse(null),
                facts.find(Fact.Job.class).map(RunView::job).orElse(null), facts.find(Fact.Gates.class).orElse(null),
                facts.find(Fact.Version.class).orElse(null), facts.find(Fact.Promotion.class).orElse(null),
                facts.find(Fact.Deployment.class).orElse(null), facts.find(Fact.Failure.class).orElse(null),
                facts.find(Fact.Trouble.class).orElse(null), facts.find(Fact.Outcome.class).orElse(null),
                charges.stream().map(RunView::bill).toList(),
                charges.stream().map(c -> c.bill().amount()).reduce(Money::plus).orElse(null), place == null
                        ? null
                        : queue(place), facts.find(Fact.Aim.class).map(Fact.Aim::target).orElse(null), group,
                facts.find(Fact.Saved.class).orElse(null), facts.find(Fact.Meter.class).orElse(null),
                facts.find(Fact.Overrun.class).orElse(null));
    }

    /** Other projects' names are not told. */
    private static Queue queue(RunStore.Place place) {
        return new Queue(place.connection().substring(place.connection().indexOf('/') + 1), place.place(),
                place.length(), place.priority(), place.reason());
    }

    private static @Nullable String waitingFor(Run run) {
        return switch (run.state()) {
            case AWAITING_APPROVAL -> "approval";
            case AWAITING_DECISION -> "decision";
            case TRAINING -> run.facts().find(Fact.Overrun.class).filter(Fact.Overrun::open).isPresent()
                    ? "overrun"
                    : null;
            case PROMOTING -> run.facts().find(Fact.Promotion.class).isPresent() ? "promotion" : null;
            default -> null;
        };
    }

    private static Job job(Fact.Job job) {
        return new Job(job.connection(), job.id().value(), job.state() == null ? null : job.state().name(),
                job.phase() == null ? null : job.phase().name(), job.rawState(),
                job.tunedModel() == null ? null : job.tunedModel().value(), job.trainedTokens(), job.createdAt(),
                job.estimatedFinish(), job.finishedAt());
    }

    private static Bill bill(Charge charge) {
        return new Bill(charge.bill().kind().name(), charge.bill().amount(), charge.bill().quantity(),
                charge.bill().unit(), charge.bill().priceSource(), charge.bill().at());
    }
}
