package io.attune.registry;

import java.util.List;
import java.util.Map;

import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;

/**
 * A model version to register.
 *
 * @param model the model's name
 * @param served where and under which name a provider serves it
 * @param baseModel the provider's name of the base model; for a base version its own
 * @param origin how it came about
 * @param artifacts what is kept of it in the object store
 * @param metrics what was measured before registration
 * @param description for people; may be replaced later, as the tags
 */
public record NewModelVersion(ProjectId project, String model, ProviderModel served, String baseModel, Origin origin,
        List<Artifact> artifacts, List<Metric> metrics, String description, Map<String, String> tags) {

    public NewModelVersion {
        Names.require("model name", model);
        artifacts = List.copyOf(artifacts);
        metrics = List.copyOf(metrics);
        tags = Map.copyOf(tags);
    }

    /** A base model without a run or a dataset: retrieval may suffice. */
    public static NewModelVersion base(ProjectId project, String model, ProviderModel served, List<Metric> metrics) {
        return new NewModelVersion(project, model, served, served.modelId(), new Origin.Base(), List.of(), metrics, "",
                Map.of());
    }

    /**
     * Something kept of a version.
     *
     * @param name unique within the version, such as {@code checkpoint}
     * @param path of its object key within the project
     */
    public record Artifact(String name, String path, Digest digest, long bytes) {
    }
}
