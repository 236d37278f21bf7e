package io.attune.registry.models;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.attune.kernel.Money;
import io.attune.kernel.RunId;
import io.attune.registry.Metric;
import io.attune.registry.ModelVersion;
import io.attune.registry.NewModelVersion;
import io.attune.registry.NewModelVersion.Artifact;
import io.attune.registry.Origin;
import io.attune.registry.ProviderModel;
import io.attune.registry.web.ChargeView;
import io.attune.registry.web.GraphView;
import org.jspecify.annotations.Nullable;

/** A model version as JSON. */
record VersionView(String name, int number, String ref, @Nullable ProviderModel served, String baseModel, String origin,
        @Nullable RunId run, @Nullable String dataset, @Nullable String method, Map<String, String> hyperparameters,
        List<Metric> metrics, List<Artifact> artifacts, String description, Map<String, String> tags,
        List<String> aliases, @Nullable String source, Instant registeredAt, Instant updatedAt) {

    static VersionView of(ModelVersion version, List<String> aliases) {
        NewModelVersion content = version.content();
        Origin.Tuned tuned = content.origin() instanceof Origin.Tuned t ? t : null;
        return new VersionView(version.ref().name(), version.ref().number(), version.ref().toString(),
                content.servedBy(), content.baseModel(), origin(content.origin()),
                tuned == null ? null : tuned.run(), tuned == null ? null : tuned.dataset().toString(),
                tuned == null ? null : tuned.method(), tuned == null ? Map.of() : tuned.hyperparameters(),
                content.metrics(), content.artifacts(), content.description(), content.tags(), aliases,
                content.origin() instanceof Origin.Imported imported ? imported.source() : null,
                version.registeredAt(), version.updatedAt());
    }

    private static String origin(Origin origin) {
        return switch (origin) {
            case Origin.Base _ -> "base";
            case Origin.Imported _ -> "imported";
            case Origin.Tuned _ -> "tuned";
        };
    }

    /** A version with what it cost and what it is connected to. */
    record Full(@JsonUnwrapped VersionView version, List<ChargeView> charges, List<Money> cost, GraphView upstream,
            GraphView downstream) {
    }
}
