package io.attune.pipeline.plan;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.attune.kernel.Problem;
import io.attune.kernel.Problems;
import io.attune.pipeline.settings.Settings;
import io.attune.pipeline.step.StepCatalog;
import io.attune.pipeline.step.StepSpec;
import org.jspecify.annotations.Nullable;

/** Reads a plan from a recipe's maps. */
final class PlanParser {
    private static final List<StepSpec> DEFAULT_STEPS = List.of(new StepSpec("normalize"), new StepSpec("validate"),
            new StepSpec("redact"), new StepSpec("exact-duplicates"));

    private final Problems problems;

    PlanParser(Problems problems) {
        this.problems = problems;
    }

    CurationPlan parse(Map<String, ?> recipe) {
        return new CurationPlan(sources(recipe.get("sources")), steps(recipe.get("steps")), split(recipe.get("split")),
                TokensSpec.parse(recipe.get("tokens"), problems));
    }

    private List<SourceSpec> sources(@Nullable Object value) {
        if (!(value instanceof List<?> list) || list.isEmpty()) {
            problems.add(new Problem("/sources", "there are no sources", "Name at least one under sources:."));
            return List.of();
        }
        List<SourceSpec> sources = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            String place = "/sources/" + i;
            if (!(list.get(i) instanceof Map<?, ?> map)) {
                problems.add(new Problem(place, "the source is not a map", "Write {name: …, type: …}."));
                continue;
            }
            SourceSpec source = SourceParser.parse(map, place, problems);
            if (source != null) {
                sources.add(source);
                if (!names.add(source.name())) {
                    problems.add(new Problem(place + "/name", "two sources are named '" + source.name() + "'",
                            "Give each its own name."));
                }
            }
        }
        return sources;
    }

    private List<StepSpec> steps(@Nullable Object value) {
        if (value == null) {
            return DEFAULT_STEPS;
        }
        if (!(value instanceof List<?> list)) {
            problems.add(new Problem("/steps", "steps is not a list", "Write each step on its own line behind '- '."));
            return List.of();
        }
        List<StepSpec> steps = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            Object entry = list.get(i);
            String place = "/steps/" + i;
            if (entry instanceof String name) {
                add(steps, new StepSpec(name), place);
            } else if (entry instanceof Map<?, ?> map && map.size() == 1
                    && map.keySet().iterator().next() instanceof String name
                    && map.get(name) instanceof Map<?, ?> parameters) {
                add(steps, new StepSpec(name, texts(parameters)), place);
            } else {
                problems.add(new Problem(place, "the step is neither a name nor one name with its parameters",
                        "Write '- normalize' or '- balance: {by: question, atMost: 800}'."));
            }
        }
        return steps;
    }

    private void add(List<StepSpec> steps, StepSpec step, String place) {
        if (steps.stream().anyMatch(earlier -> earlier.name().equals(step.name()))) {
            problems.add(new Problem(place, "step '" + step.name() + "' stands twice", "Leave one of them out."));
        }
        StepCatalog.check(step, place, problems);
        steps.add(step);
    }

    private static Map<String, Object> texts(Map<?, ?> map) {
        Map<String, Object> copy = new TreeMap<>();
        map.forEach((key, value) -> {
            if (value != null) {
                copy.put(String.valueOf(key), value);
            }
        });
        return copy;
    }

    private SplitSpec split(@Nullable Object value) {
        if (value == null) {
            return SplitSpec.DEFAULT;
        }
        if (!(value instanceof Map<?, ?> map)) {
            problems.add(new Problem("/split", "split is not a map", "Write {validation: 5%, test: 10%}."));
            return SplitSpec.DEFAULT;
        }
        Settings settings = new Settings(map, "/split", problems);
        BigDecimal validation = settings.share("validation", SplitSpec.DEFAULT.validation());
        BigDecimal test = settings.share("test", SplitSpec.DEFAULT.test());
        String groupBy = settings.optionalText("groupBy");
        String stratifyBy = settings.optionalText("stratifyBy");
        long seed = settings.number("seed", 0, Integer.MAX_VALUE, SplitSpec.DEFAULT.seed());
        settings.end();
        if (validation.add(test).compareTo(BigDecimal.ONE) >= 0) {
            problems.add(new Problem("/split", "validation and test together leave nothing to train on",
                    "Make them smaller."));
            return SplitSpec.DEFAULT;
        }
        return new SplitSpec(validation, test, groupBy, stratifyBy, seed);
    }
}
