package io.attune.orchestrator.stage;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.recipe.Trainer;
import io.attune.orchestrator.run.Fact;
import io.attune.orchestrator.run.Run;
import io.attune.orchestrator.run.RunEvent;
import io.attune.orchestrator.run.RunProperties;
import io.attune.orchestrator.run.RunState;
import io.attune.orchestrator.run.Slot;
import io.attune.orchestrator.run.Stage;
import io.attune.orchestrator.suite.NeverTrained;
import io.attune.provider.Connections;
import io.attune.provider.Hyperparameters;
import io.attune.provider.ProviderModelId;
import io.attune.provider.RunKey;
import io.attune.provider.SubmitOutcome;
import io.attune.provider.SubmitRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Asks for the paid job, at most once.
 *
 * <p>The intent and its deadline are stored before anything is sent, fenced by the claim. Whoever finds the deadline
 * already stored did not store it: the one who did may have sent the create, so the run is in doubt and the provider is
 * asked by the key.
 */
@Component
class SubmitStage implements Stage {
    /** Whoever gives up a slot wakes the next; this is for limits that people raise. */
    private static final Duration LOOK_FOR_SLOT = Duration.ofSeconds(15);

    private final PinnedRecipe recipes;
    private final Connections connections;
    private final InstantSource clock;
    private final RunProperties settings;
    private final PollPace pace;
    private final SlotRule slots;
    private final NeverTrained suites;

    SubmitStage(PinnedRecipe recipes, Connections connections, InstantSource clock, RunProperties settings,
            PollPace pace, SlotRule slots, NeverTrained suites) {
        this.recipes = recipes;
        this.connections = connections;
        this.clock = clock;
        this.settings = settings;
        this.pace = pace;
        this.slots = slots;
        this.suites = suites;
    }

    @Override
    public Set<RunState> states() {
        return Set.of(RunState.SUBMITTING);
    }

    @Override
    public RunEvent perform(Run run, Work work) {
        Fact.Intent intent = run.facts().find(Fact.Intent.class).orElseGet(() -> new Fact.Intent(new RunKey(
                run.id().value()), 1, null));
        if (intent.sendBefore() != null) {
            return new RunEvent.AnswerLost("the process that sent it stopped before it could store the answer");
        }
        Optional<PlatformException> refusal = run.facts().find(Fact.Dataset.class).flatMap(
                dataset -> suites.refusal(PinnedRecipe.dataset(run)));
        if (refusal.isPresent()) {
            PlatformException why = refusal.get();
            return new RunEvent.Failed(new Fact.Failure(why.code().value(), why.code().kind(), why.message(),
                    why.nextStep(), RunState.SUBMITTING));
        }
        Recipe recipe = recipes.of(run);
        Slot slot = slots.of(run, recipe);
        if (slot.isTooLarge()) {
            return tooLarge(slot);
        }
        Instant sendBefore = clock.instant().plus(settings.sendDeadline());
        Optional<Run> sending = work.recordInSlot(new RunEvent.SendingBegins(new Fact.Intent(intent.key(),
                intent.attempt(), sendBefore)), slot);
        if (sending.isEmpty()) {
            return new RunEvent.WaitsForSlot(slot.connection(), LOOK_FOR_SLOT);
        }
        SubmitOutcome outcome = connections.provider(recipe.target().connection()).submit(request(sending.get(),
                recipe));
        return switch (outcome) {
            case SubmitOutcome.Accepted accepted -> new RunEvent.Accepted(Jobs.fact(recipe.target().connection(),
                    accepted.job(), 0), pace.pause(recipe.target().connection()));
            case SubmitOutcome.NoRoom noRoom -> new RunEvent.NoRoom(slot.connection(), noRoom.message(),
                    noRoom.retryAfter() == null ? Duration.ZERO : noRoom.retryAfter());
            case SubmitOutcome.NotSent notSent -> new RunEvent.NotSent(notSent.reason());
            case SubmitOutcome.InDoubt doubt -> new RunEvent.AnswerLost(doubt.reason());
            case SubmitOutcome.Refused refused -> new RunEvent.Failed(new Fact.Failure(refused.code().value(),
                    ErrorKind.INVALID, "The provider refused the job: " + refused.message(),
                    "Mend what the provider names, then start the run again.", RunState.SUBMITTING));
        };
    }

    private static RunEvent tooLarge(Slot slot) {
        return new RunEvent.Failed(new Fact.Failure("slot-too-large", ErrorKind.LIMIT, "The job holds " + slot.gpus()
                + " GPUs, and connection '" + slot.connection() + "' allows jobs " + said(slot.limits().jobs())
                + " and GPUs " + said(slot.limits().gpus()), "Raise the connection's quotas, or train elsewhere.",
                RunState.SUBMITTING));
    }

    private static String said(@Nullable Integer limit) {
        return limit == null ? "without limit" : "up to " + limit;
    }

    private static SubmitRequest request(Run run, Recipe recipe) {
        Fact.Intent intent = run.facts().get(Fact.Intent.class);
        Fact.Upload upload = run.facts().get(Fact.Upload.class);
        Recipe.Target target = recipe.target();
        Trainer trainer = target.trainer();
        Map<String, String> labels = new TreeMap<>(recipe.labels());
        labels.put("recipe", run.recipe());
        Instant sendBefore = intent.sendBefore();
        if (sendBefore == null) {
            throw new IllegalStateException("A create without a stored deadline");
        }
        return new SubmitRequest(intent.key(), new ProviderModelId(target.baseModel()), upload.training(),
                upload.validation(), target.method().training(),
                new Hyperparameters(target.epochs(), target.batchSize(), target.learningRate(), target.seed(),
                        target.loraRank()), suffix(run.recipe()), labels, sendBefore, trainer == null
                                ? null
                                : trainer.choice());
    }

    /** Vendors take up to 18 characters everywhere, and 64 at most. */
    private static String suffix(String recipe) {
        return recipe.substring(0, Math.min(18, recipe.length()));
    }
}
