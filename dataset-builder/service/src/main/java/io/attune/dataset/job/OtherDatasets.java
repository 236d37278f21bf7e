package io.attune.dataset.job;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import io.attune.dataset.CurationRequest;
import io.attune.dataset.DatasetVersion;
import io.attune.dataset.DatasetVersionRef;
import io.attune.dataset.Datasets;
import io.attune.kernel.InvalidInputException;
import io.attune.kernel.Problem;
import io.attune.kernel.Problems;
import io.attune.kernel.ProjectId;
import io.attune.pipeline.CuratedExample;
import io.attune.pipeline.Example;
import io.attune.pipeline.Split;
import io.attune.pipeline.Suite;
import io.attune.pipeline.step.OtherDataset;
import io.attune.pipeline.step.StepSpec;
import org.springframework.stereotype.Component;

/** The versions of other datasets that steps hold records against: pinned by the plan, read when the steps run. */
@Component
class OtherDatasets {
    private static final String SUITE = "suite:";

    private final Datasets datasets;

    OtherDatasets(Datasets datasets) {
        this.datasets = datasets;
    }

    /** Pins what the steps name: a name alone is its newest version now. */
    List<WorkPlan.Input> plan(CurationRequest request, Problems problems) {
        List<WorkPlan.Input> inputs = new ArrayList<>();
        List<StepSpec> steps = request.plan().steps();
        for (int i = 0; i < steps.size(); i++) {
            String step = steps.get(i).name();
            if (OtherDataset.STEPS.contains(step)) {
                String place = "/steps/" + i + "/" + step + "/dataset";
                String named = String.valueOf(steps.get(i).parameters().get("dataset"));
                if (named.equals(request.dataset())) {
                    problems.add(new Problem(place, "'" + named + "' is the dataset itself, and nothing of it would be"
                            + " left", "Name another one, or one version of it, such as " + named + "@1."));
                } else {
                    find(request.project(), named, place, problems).ifPresent(found -> inputs.add(new WorkPlan.Input(
                            step + ":" + named, found.ref().toString(), found.ref().digest().hex())));
                }
            }
        }
        return inputs;
    }

    /** Pins the versions of which nothing may stand in the dataset. */
    List<WorkPlan.Input> frozen(CurationRequest request, Problems problems) {
        List<WorkPlan.Input> inputs = new ArrayList<>();
        for (String named : request.frozen().stream().sorted().distinct().toList()) {
            find(request.project(), named, "/evaluation/suites", problems).ifPresent(found -> inputs.add(
                    new WorkPlan.Input(SUITE + found.ref(), found.ref().toString(), found.ref().digest().hex())));
        }
        return inputs;
    }

    private Optional<DatasetVersion> find(ProjectId project, String named, String place, Problems problems) {
        int at = named.indexOf('@');
        String name = at < 0 ? named : named.substring(0, at);
        Optional<DatasetVersion> found = datasets.find(project, name, at < 0 ? "latest" : named.substring(at + 1));
        if (found.isEmpty()) {
            List<DatasetVersionRef> versions = datasets.versions(project, name);
            problems.add(new Problem(place, "there is no dataset '" + named + "'", versions.isEmpty()
                    ? "See which there are: attune datasets"
                    : "Its versions are " + String.join(", ", versions.stream().map(
                            DatasetVersionRef::toString).toList()) + "."));
        }
        DatasetVersion.Withdrawn withdrawn = found.map(DatasetVersion::withdrawn).orElse(null);
        if (withdrawn == null) {
            return found;
        }
        problems.add(new Problem(place, "'" + named + "' was withdrawn, its examples are destroyed",
                withdrawn.successor() == null
                        ? "Leave the step out."
                        : "Name its successor " + withdrawn.successor() + "."));
        return Optional.empty();
    }

    /**
     * Reads what a plan pinned.
     *
     * @throws InvalidInputException when it was withdrawn since
     */
    Map<String, OtherDataset> read(CurationRequest request, WorkPlan plan) {
        Map<String, OtherDataset> others = new HashMap<>();
        for (WorkPlan.Input input : plan.inputs()) {
            int colon = input.source().indexOf(':');
            if (colon > 0 && OtherDataset.STEPS.contains(input.source().substring(0, colon))) {
                others.computeIfAbsent(input.source().substring(colon + 1), named -> read(request.project(), input));
            }
        }
        return others;
    }

    /**
     * Reads the suites that a plan pinned.
     *
     * @throws InvalidInputException when one was withdrawn since
     */
    List<Suite> suites(CurationRequest request, WorkPlan plan) {
        List<String> frozen = request.frozen().stream().map(named -> SUITE + named).toList();
        return plan.inputs().stream().filter(input -> frozen.contains(input.source())).map(input -> suite(
                read(request.project(), input))).toList();
    }

    /** Everything that is asked or answered in it. */
    private static Suite suite(OtherDataset held) {
        return new Suite(held.version(), texts(held, Example::prompt), texts(held, Example::answer));
    }

    private static List<String> texts(OtherDataset held, Function<Example, String> text) {
        return held.examples().stream().map(curated -> text.apply(curated.example())).filter(
                said -> !said.isEmpty()).toList();
    }

    private OtherDataset read(ProjectId project, WorkPlan.Input input) {
        Problems problems = new Problems();
        String name = input.place().substring(0, input.place().indexOf('@'));
        Optional<DatasetVersion> found = find(project, input.place(), "/steps", problems).filter(
                version -> version.ref().digest().equals(input.toDigest().digest()));
        problems.throwIfAny("Dataset '" + name + "'");
        List<CuratedExample> examples = new ArrayList<>();
        for (Split split : Split.values()) {
            try (Stream<CuratedExample> lines = datasets.examples(found.orElseThrow().ref(), split)) {
                lines.forEach(examples::add);
            }
        }
        examples.sort(Comparator.comparing(CuratedExample::id));
        return new OtherDataset(input.place(), examples);
    }
}
