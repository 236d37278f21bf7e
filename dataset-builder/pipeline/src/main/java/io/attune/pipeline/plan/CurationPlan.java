package io.attune.pipeline.plan;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.attune.kernel.CanonicalJson;
import io.attune.kernel.Digest;
import io.attune.kernel.Problems;
import io.attune.pipeline.step.OtherDataset;
import io.attune.pipeline.step.StepSpec;

/**
 * The part of a recipe that decides what a dataset is. Two equal plans over equal inputs give one dataset version.
 *
 * @param sources in the recipe's order, at least one; an earlier source's record wins over its duplicate in a later one
 * @param steps in the order they run
 * @param tokens whose tokens are counted
 */
public record CurationPlan(List<SourceSpec> sources, List<StepSpec> steps, SplitSpec split, TokensSpec tokens) {
    public CurationPlan {
        sources = List.copyOf(sources);
        steps = List.copyOf(steps);
    }

    /**
     * Reads {@code sources}, {@code steps}, {@code tokens} and {@code split} of a recipe; other keys are others' business.
     *
     * @param recipe as parsed from YAML
     * @param problems gets everything wrong, each with a JSON pointer from the recipe's root; when it got anything, the
     *     plan returned is not to be used
     */
    public static CurationPlan parse(Map<String, ?> recipe, Problems problems) {
        return new PlanParser(problems).parse(recipe);
    }

    /** Reads what {@link #toMap()} wrote. */
    public static CurationPlan ofMap(Map<String, ?> map) {
        Problems problems = new Problems();
        CurationPlan plan = parse(map, problems);
        problems.throwIfAny("The stored plan");
        return plan;
    }

    /** The plan as a recipe would say it, with every default filled in. */
    public Map<String, Object> toMap() {
        return PlanWriter.write(this);
    }

    /** The digest of {@link #toMap()}: what a dataset's digest calls the recipe's. */
    public Digest digest() {
        return CanonicalJson.digest(toMap());
    }

    /** The paths beside the recipe whose bytes are needed; of patterns, the {@link #isNamed} ones more. */
    public List<String> files() {
        return Stream.concat(origins().filter(Origin.Beside.class::isInstance).map(
                origin -> ((Origin.Beside) origin).path()), tokens.file().stream()).distinct().toList();
    }

    /** The datasets or versions that steps hold the records against, as the recipe names them. */
    public List<String> otherDatasets() {
        return steps.stream().filter(step -> OtherDataset.STEPS.contains(step.name())).map(step -> String.valueOf(
                step.parameters().get("dataset"))).toList();
    }

    /** Whether a file beside the recipe is one that is read. */
    public boolean isNamed(String file) {
        return tokens.file().filter(file::equals).isPresent() || origins().anyMatch(origin -> switch (origin) {
            case Origin.Beside beside -> beside.path().equals(file);
            case Origin.Folder folder -> folder.paths().matches(file);
            case Origin.Upload _,Origin.S3 _,Origin.Web _,Origin.Database _ -> false;
        });
    }

    private Stream<Origin> origins() {
        return sources.stream().filter(SourceSpec.OfFile.class::isInstance).map(
                source -> ((SourceSpec.OfFile) source).origin());
    }
}
