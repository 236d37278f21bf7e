package io.attune.orchestrator.stage;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.run.Fact;
import io.attune.orchestrator.run.Run;
import io.attune.orchestrator.run.RunEvent;
import io.attune.orchestrator.run.RunState;
import io.attune.orchestrator.run.Stage;
import io.attune.registry.PromotionOutcome;
import io.attune.registry.PromotionRequest;
import io.attune.registry.Promotions;
import io.attune.registry.VersionRef;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks for the promotion and follows it until a policy or a person has decided. */
@Component
class PromoteStage implements Stage {
    private final PinnedRecipe recipes;
    private final Promotions promotions;
    private final Rivals rivals;

    PromoteStage(PinnedRecipe recipes, Promotions promotions, Rivals rivals) {
        this.recipes = recipes;
        this.promotions = promotions;
        this.rivals = rivals;
    }

    @Override
    public Set<RunState> states() {
        return Set.of(RunState.PROMOTING);
    }

    @Override
    public RunEvent perform(Run run, Work work) {
        Optional<RunEvent> first = rivals.before(run, work);
        return first.isPresent() ? first.get() : request(run);
    }

    /** Who asked for a gate, and who waived it, is part of the evidence. */
    private static String observed(Fact.GateResult gate, Fact.@Nullable Policy policy) {
        Fact.Waiver waiver = gate.waiver();
        String asked = gate.origin() == null || policy == null
                ? ""
                : "; asked for by the " + gate.origin() + ", version " + policy.version() + ", " + policy.digest();
        return gate.reason() + asked + (waiver == null ? "" : "; waived by " + waiver.by() + ": " + waiver.reason());
    }

    private RunEvent request(Run run) {
        Recipe.Promotion policy = recipes.of(run).promotion();
        Fact.Version version = run.facts().get(Fact.Version.class);
        List<PromotionRequest.GateResult> gates = run.facts().find(Fact.Gates.class).stream().flatMap(
                judged -> judged.results().stream().map(g -> new PromotionRequest.GateResult(g.gate(), g.passed(),
                        observed(g, judged.policy())))).toList();
        PromotionOutcome outcome = promotions.request(new PromotionRequest(run.project(),
                new VersionRef(version.model(), version.number()), policy.alias(), policy.approvals(), run.startedBy(),
                run.id(),
                gates));
        Fact.Promotion promotion = new Fact.Promotion(outcome.promotion().id().value(),
                outcome.promotion().state().name());
        return switch (outcome) {
            case PromotionOutcome.Promoted promoted -> new RunEvent.PromotionDecided(promotion, true);
            case PromotionOutcome.Waiting waiting -> new RunEvent.PromotionPending(promotion);
            case PromotionOutcome.Refused refused -> new RunEvent.PromotionDecided(promotion, false);
            case PromotionOutcome.Rejected rejected -> new RunEvent.PromotionDecided(promotion, false);
        };
    }
}
