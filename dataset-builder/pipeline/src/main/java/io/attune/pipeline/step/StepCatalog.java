package io.attune.pipeline.step;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

import io.attune.kernel.Problem;
import io.attune.kernel.Problems;
import io.attune.pipeline.TokenCounter;
import io.attune.pipeline.settings.Settings;
import org.jspecify.annotations.Nullable;

/** Every step a recipe can name. */
public final class StepCatalog {
    private static final Map<String, BiFunction<Settings, StepContext, Step>> STEPS = Map.ofEntries(
            alone(Normalize.NAME, Normalize::of), Map.entry(Validate.NAME, Validate::of),
            alone(DetectLanguage.NAME, DetectLanguage::of), alone(FilterQuality.NAME, FilterQuality::of),
            alone(FilterQuality.PREFERENCES, FilterQuality::preferences), Map.entry(Redact.NAME, Redact::of),
            alone(ExactDuplicates.NAME, ExactDuplicates::of), alone(NearDuplicate.NAME, NearDuplicate::of),
            alone(Contradictions.NAME, Contradictions::of),
            Map.entry(AntiJoin.NAME, AntiJoin::of), Map.entry(Decontaminate.NAME, Decontaminate::of), Map.entry(
                    Balance.NAME, Balance::of), Map.entry(Mix.NAME, Mix::of));
    private static final StepContext FOR_CHECKS = new StepContext(TokenCounter.cl100k(), 0);

    private StepCatalog() {}

    /** A step that needs nothing but its parameters. */
    private static Map.Entry<String, BiFunction<Settings, StepContext, Step>> alone(String name,
            Function<Settings, Step> factory) {
        return Map.entry(name, (settings, context) -> factory.apply(settings));
    }

    /** The names, sorted. */
    public static List<String> names() {
        return STEPS.keySet().stream().sorted().toList();
    }

    /** Adds a problem for an unknown step and for each parameter that is wrong. */
    public static void check(StepSpec spec, String place, Problems problems) {
        make(spec, FOR_CHECKS, place, problems);
    }

    /** The parameters of a valid step with every default filled in. */
    public static Map<String, Object> explain(StepSpec spec) {
        return create(spec, FOR_CHECKS).parameters();
    }

    /**
     * Makes a step.
     *
     * @throws io.attune.kernel.InvalidInputException with everything wrong about it
     */
    public static Step create(StepSpec spec, StepContext context) {
        Problems problems = new Problems();
        Step step = make(spec, context, "", problems);
        problems.throwIfAny("Step '" + spec.name() + "'");
        if (step == null) {
            throw new IllegalStateException("Step '" + spec.name() + "' was neither made nor refused");
        }
        return step;
    }

    private static @Nullable Step make(StepSpec spec, StepContext context, String place, Problems problems) {
        BiFunction<Settings, StepContext, Step> factory = STEPS.get(spec.name());
        if (factory == null) {
            problems.add(new Problem(place, "there is no step '" + spec.name() + "'",
                    "Write one of " + String.join(", ", names()) + "."));
            return null;
        }
        Settings settings = new Settings(spec.parameters(), place.isEmpty() ? "" : place + "/" + spec.name(), problems);
        Step step = factory.apply(settings, context);
        settings.end();
        return step;
    }
}
