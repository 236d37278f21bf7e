package io.attune.registry.documents;

import java.util.Comparator;
import java.util.List;

import io.attune.kernel.ProjectId;
import io.attune.registry.DatasetVersion;
import io.attune.registry.Metric;
import io.attune.registry.ModelVersion;
import io.attune.registry.NewDatasetVersion;
import io.attune.registry.NewModelVersion;
import io.attune.registry.Origin;
import org.jspecify.annotations.Nullable;

/**
 * What the registry holds about a version.
 *
 * @param dataset what it was tuned on, as far as it is recorded
 */
record Facts(ModelVersion version, @Nullable DatasetVersion dataset) {

    ProjectId project() {
        return content().project();
    }

    NewModelVersion content() {
        return version.content();
    }

    Origin.@Nullable Tuned tuned() {
        return content().origin() instanceof Origin.Tuned tuned ? tuned : null;
    }

    /** The licence that its people stated as the tag {@code license}, or {@code unknown}. */
    String license() {
        return content().tags().getOrDefault("license", "unknown");
    }

    /** Always in one order. */
    List<Metric> metrics() {
        return content().metrics().stream().sorted(Comparator.comparing(Metric::suite).thenComparing(
                Metric::arm).thenComparing(Metric::measure).thenComparing(Metric::evaluation)).toList();
    }

    /** Always in one order. */
    List<NewModelVersion.Artifact> artifacts() {
        return content().artifacts().stream().sorted(Comparator.comparing(NewModelVersion.Artifact::name)).toList();
    }

    /** What its dataset was made from, always in one order. */
    List<NewDatasetVersion.Input> inputs() {
        DatasetVersion known = dataset;
        return known == null
                ? List.of()
                : known.content().inputs().stream().sorted(Comparator.comparing(
                        NewDatasetVersion.Input::name)).toList();
    }
}
