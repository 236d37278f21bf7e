package io.attune.orchestrator.suite;

import java.util.List;
import java.util.Optional;

import io.attune.dataset.DatasetVersion;
import io.attune.dataset.Datasets;
import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
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
                : unknown(project, suite));
    }

    private Wrong unknown(ProjectId project, Frozen suite) {
        List<FrozenSuite> all = store.list(project);
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
    public Optional<Frozen> madeOf(ProjectId project, Digest content) {
        return store.madeOf(project, List.of(content.toString())).stream().findFirst().map(FrozenSuite::name);
    }
}
