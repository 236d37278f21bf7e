package io.attune.pipeline.curate;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.attune.kernel.Problem;
import io.attune.kernel.Problems;
import io.attune.pipeline.Drop;
import io.attune.pipeline.Example;
import io.attune.pipeline.plan.CurationPlan;
import io.attune.pipeline.plan.OnBadLine;
import io.attune.pipeline.plan.SourceSpec;
import io.attune.pipeline.source.BadReason;

/** What ends a curation. */
final class CurationProblems {
    private static final int LISTED_MAX = 100;

    private CurationProblems() {}

    /** Ends it when a source gave no record, or one that may not be left out could not be read. */
    static void check(CurationPlan plan, List<Traced> ordered) {
        Problems problems = new Problems();
        Set<String> records = new HashSet<>();
        ordered.forEach(traced -> records.add(traced.source()));
        for (int i = 0; i < plan.sources().size(); i++) {
            SourceSpec source = plan.sources().get(i);
            if (!records.contains(source.name())) {
                problems.add(new Problem("/sources/" + i, "source '" + source.name() + "' (" + place(source)
                        + ") holds no records", "Put examples there, or leave the source out."));
            }
        }
        listBad(plan, ordered, problems);
        problems.throwIfAny("The dataset");
    }

    private static void listBad(CurationPlan plan, List<Traced> ordered, Problems problems) {
        Map<String, SourceSpec> byName = plan.sources().stream().collect(
                Collectors.toMap(SourceSpec::name, source -> source));
        List<Problem> bad = ordered.stream().filter(traced -> !traced.problems().isEmpty()).filter(
                traced -> byName.get(traced.source()) instanceof SourceSpec.OfFile file && stops(file,
                        traced)).flatMap(traced -> traced.problems().stream()).toList();
        bad.stream().limit(LISTED_MAX).forEach(problems::add);
        if (bad.size() > LISTED_MAX) {
            problems.add(new Problem("/sources", "and " + (bad.size() - LISTED_MAX) + " more like these",
                    "Mend the first ones, or write onBadLine: drop to leave such lines out."));
        }
    }

    /** A file that is damaged or of another kind ends the build, whatever is said about single lines. */
    private static boolean stops(SourceSpec.OfFile file, Traced traced) {
        return file.onBadLine() == OnBadLine.STOP
                || (traced.drop() != null && BadReason.losesOthers(traced.drop().reason()));
    }

    /** Ends it when nothing is left. */
    static void checkLeft(List<Example> examples, List<Drop> drops) {
        if (!examples.isEmpty()) {
            return;
        }
        Map<String, Long> reasons = drops.stream().collect(
                Collectors.groupingBy(d -> d.step() + ": " + d.reason(), TreeMap::new, Collectors.counting()));
        Problems problems = new Problems();
        problems.add(new Problem("/steps", "every example was dropped " + reasons, "Loosen the steps named."));
        problems.throwIfAny("The dataset");
    }

    private static String place(SourceSpec source) {
        return switch (source) {
            case SourceSpec.OfFile file -> file.path();
            case SourceSpec.SpringMetadata metadata -> metadata.artifacts() + " " + metadata.version();
        };
    }
}
