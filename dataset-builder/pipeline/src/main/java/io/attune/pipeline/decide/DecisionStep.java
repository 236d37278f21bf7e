package io.attune.pipeline.decide;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.attune.pipeline.Example;
import io.attune.pipeline.step.Step;
import io.attune.pipeline.step.Verdict;
import org.jspecify.annotations.Nullable;

/** Applies decisions to records as they are read. */
public final class DecisionStep implements Step.OfExample {
    /** As it stands in funnel and ledger. */
    public static final String NAME = "decisions";
    /** What no person overrules. */
    private static final Set<String> PROTECTIVE = Set.of(NAME, "withdrawal", "validate", "redact",
            "decontaminate");

    private final Decisions decisions;

    public DecisionStep(Decisions decisions) {
        this.decisions = decisions;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Map<String, Object> parameters() {
        return Map.of();
    }

    @Override
    public Verdict judge(Example read) {
        Optional<Decision> decision = decisions.about(read);
        if (decision.isEmpty()) {
            return Verdict.KEEP;
        }
        return switch (decision.get().ruling()) {
            case Ruling.Accept _,Ruling.KeepAnyway _ -> Verdict.KEEP;
            case Ruling.Edit edit -> new Verdict.Change(read.withContent(edit.messages(), edit.judgement()));
            case Ruling.Label(String attribute, String value) ->
                new Verdict.Change(read.withAttribute(attribute, value));
            case Ruling.Reject _ -> Verdict.drop("rejected", "by " + decision.get().author() + " at "
                    + decision.get().at());
        };
    }

    /** How a decision tells on a record as it was read, or null without one about what it says. */
    public @Nullable Told told(Example read) {
        Optional<Decision> decision = decisions.about(read);
        if (decision.isEmpty()) {
            return null;
        }
        return decision.get().ruling() instanceof Ruling.KeepAnyway
                ? Told.KEPT_ANYWAY
                : Told.APPLIED;
    }

    /** Whether a person may keep a record against what the named step says of it. */
    public static boolean mayOverrule(String step) {
        return !PROTECTIVE.contains(step);
    }
}
