package io.attune.orchestrator.suite;

import java.util.List;
import java.util.Optional;

import io.attune.dataset.DatasetVersion;
import io.attune.dataset.Datasets;
import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.recipe.Recipe.Measure;
import io.attune.orchestrator.recipe.Recipe.Questions.Frozen;
import io.attune.orchestrator.recipe.SuiteChecks;
import io.attune.orchestrator.recipe.text.Suggestions;
import org.springframework.stereotype.Component;

/** Checks what recipes say of suites against what is frozen. */
@Component
class StoredSuiteChecks implements SuiteChecks {
    private final SuiteStore store;
    private final Datasets datasets;

    StoredSuiteChecks(SuiteStore store, Datasets datasets) {
        this.store = store;
        this.datasets = datasets;
    }

    @Override
    public Optional<Wrong> wrong(ProjectId project, Frozen suite) {
        Optional<DatasetVersion> version = datasets.find(project, suite.name(), String.valueOf(suite.version()));
        DatasetVersion.Withdrawn withdrawn = version.map(DatasetVersion::withdrawn).orElse(null);
        if (withdrawn != null) {
            return Optional.of(new Wrong("the suite " + suite + " was withdrawn, its examples are destroyed",
                    withdrawn.successor() == null
                            ? "Name another suite."
                            : "Freeze its successor and name that: attune suite freeze " + withdrawn.successor()));
        }
        if (store.find(project, suite).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(version.isPresent()
                ? new Wrong("the dataset version " + suite + " is not frozen",
                        "Freeze it, so that nothing is trained on it: attune suite freeze " + suite)
                : unknown(store.list(project), suite));
    }

    /** What to say of a suite that never was, beside those that are. */
    static Wrong unknown(List<FrozenSuite> all, Frozen suite) {
        List<String> versions = all.stream().map(FrozenSuite::name).filter(name -> name.name().equals(
                suite.name())).map(Frozen::toString).toList();
        if (!versions.isEmpty()) {
            return new Wrong("the suite '" + suite.name() + "' has no version " + suite.version(), "Frozen are: "
                    + String.join(", ", versions) + ".");
        }
        return new Wrong("there is no frozen suite '" + suite + "'", all.isEmpty()
                ? "None is frozen yet: attune suite freeze NAME@N, or attune suite freeze FILE.jsonl --name NAME"
                : Suggestions.among(suite.toString(), all.stream().map(FrozenSuite::name).map(
                        Frozen::toString).toList()));
    }

    @Override
    public Optional<Wrong> wrongSlice(ProjectId project, Frozen suite, String attribute) {
        return store.find(project, suite).map(FrozenSuite::profile).filter(profile -> !profile.attributes().containsKey(
                attribute)).map(profile -> new Wrong("no example of the suite " + suite + " has the attribute '"
                        + attribute + "'", profile.attributes().isEmpty()
                                ? "Leave the slice out: its examples have no attributes."
                                : Suggestions.among(attribute, profile.attributes().keySet())));
    }

    @Override
    public Optional<Wrong> wrongMeasure(ProjectId project, Frozen suite, Measure measure) {
        return store.find(project, suite).map(FrozenSuite::profile).filter(profile -> having(profile,
                measure) == 0).map(
                        profile -> new Wrong("'" + measure + "' cannot be measured on the suite " + suite
                                + ": 0 of its "
                                + profile.examples() + " examples have " + needed(measure) + ", " + profile.examples()
                                + " have not", "Leave the measure out, or freeze a suite whose examples have it."));
    }

    /** How many examples have what a measure needs; all where it needs nothing of them. */
    private static long having(SuiteProfile profile, Measure measure) {
        String expected = measure.expects();
        if (expected != null) {
            SuiteProfile.Attribute attribute = profile.attributes().get(expected);
            return profile.gives().getOrDefault(expected, attribute == null ? 0L : attribute.examples());
        }
        return switch (measure.asked()) {
            case ANSWERABLE -> profile.gives().getOrDefault("reference", 0L);
            case UNANSWERABLE -> profile.gives().getOrDefault("refusal", 0L);
            case EVERYTHING -> profile.examples();
        };
    }

    private static String needed(Measure measure) {
        return measure.expects() != null
                ? "the attribute '" + measure.expects() + "'"
                : measure.asked() == Measure.Asked.UNANSWERABLE
                        ? "no answer, so that declining is right"
                        : "an answer to compare with";
    }

    @Override
    public Optional<Frozen> madeOf(ProjectId project, Digest content) {
        return store.madeOf(project, List.of(content.toString())).stream().findFirst().map(FrozenSuite::name);
    }
}
