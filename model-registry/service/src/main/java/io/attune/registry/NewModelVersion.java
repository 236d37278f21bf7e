package io.attune.registry;

import java.util.List;
import java.util.Map;

import io.attune.kernel.Digest;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import org.jspecify.annotations.Nullable;

/**
 * A model version to register.
 *
 * @param model the model's name
 * @param servedBy where and under which name a provider serves it; null for an imported version, which none serves
 * @param baseModel the provider's name of the base model; for a base version its own, for an imported one empty
 * @param origin how it came about
 * @param artifacts what is kept of it in the object store
 * @param metrics what was measured before registration
 * @param description for people; may be replaced later, as the tags
 */
public record NewModelVersion(ProjectId project, String model, @Nullable ProviderModel servedBy, String baseModel,
        Origin origin,
        List<Artifact> artifacts, List<Metric> metrics, String description, Map<String, String> tags) {

    private static final ErrorCode NOT_SERVED = new ErrorCode("version-not-served", ErrorKind.INVALID);

    public NewModelVersion {
        Names.model("model name", model);
        artifacts = List.copyOf(artifacts);
        metrics = List.copyOf(metrics);
        tags = Map.copyOf(tags);
        if ((servedBy == null) != (origin instanceof Origin.Imported)) {
            throw new IllegalArgumentException("An imported version is served by no provider, and every other by one");
        }
    }

    /** A version made elsewhere: it is recorded, promoted and named like any other, and no connection serves it. */
    public static NewModelVersion imported(ProjectId project, String model, Origin.Imported origin, String description,
            Map<String, String> tags) {
        return new NewModelVersion(project, model, null, "", origin, List.of(), List.of(), description, tags);
    }

    /**
     * Where and under which name a provider serves it.
     *
     * @throws PlatformException not-served, for an imported version
     */
    public ProviderModel served() {
        if (servedBy == null) {
            throw new PlatformException(NOT_SERVED, "A version of '" + model
                    + "' was imported, and no connection serves it",
                    "Name a version that a run or a provider's model stands behind.");
        }
        return servedBy;
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
