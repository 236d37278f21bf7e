package io.attune.orchestrator.recipe;

import java.util.List;
import java.util.function.Predicate;

import io.attune.orchestrator.recipe.Recipe.Target;
import io.attune.pipeline.plan.CurationPlan;
import io.attune.pipeline.plan.SourceSpec;

/** Whether a recipe's sources have the data that a target's method learns from. Pure. */
final class MethodData {
    private MethodData() {}

    static List<Remark> remarks(Target target, CurationPlan plan) {
        return switch (target.method()) {
            case Method.Dpo _ -> unsuited(plan, source -> source instanceof SourceSpec.Preferences).stream().map(
                    source -> Remark.problem("method", "dpo learns from pairs of a better and a worse answer, and the"
                            + " source '" + source + "' has none", "Use sources of the type preferences alone, or"
                                    + " write 'method: supervised'.")).toList();
            case Method.Supervised(boolean chosen) -> chosen
                    ? plan.sources().stream().anyMatch(SourceSpec.Preferences.class::isInstance)
                            ? List.of()
                            : List.of(Remark.problem("train",
                                    "'train: chosen' takes the preferred answers of pairs, and"
                                            + " no source has pairs", "Leave it out."))
                    : unsuited(plan, source -> !(source instanceof SourceSpec.Preferences)).stream().map(
                            source -> Remark.problem("method", "supervised training learns from answers, and the source"
                                    + " '" + source + "' has pairs of them",
                                    "Add 'train: chosen' to learn the preferred"
                                            + " ones, or write 'method: dpo'.")).toList();
            case Method.Reinforcement _ -> unsuited(plan,
                    source -> !(source instanceof SourceSpec.Preferences)).stream().map(
                            source -> Remark.problem("method",
                                    "reinforcement learns from questions with one right answer, and"
                                            + " the source '" + source + "' has pairs",
                                    "Use other sources, or write 'method: dpo'.")).toList();
        };
    }

    private static List<String> unsuited(CurationPlan plan, Predicate<SourceSpec> suits) {
        return plan.sources().stream().filter(suits.negate()).map(SourceSpec::name).toList();
    }
}
