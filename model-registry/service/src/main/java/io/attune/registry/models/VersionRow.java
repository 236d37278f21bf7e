package io.attune.registry.models;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

import io.attune.kernel.RunId;
import io.attune.registry.Metric;
import io.attune.registry.ModelVersion;
import io.attune.registry.NewModelVersion;
import io.attune.registry.Origin;
import io.attune.registry.ProviderModel;
import io.attune.registry.VersionRef;
import io.attune.registry.storage.VersionKey;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "model_version", schema = "registry")
class VersionRow {
    @EmbeddedId
    private VersionKey key;
    private String connection;
    private String providerModel;
    private boolean capable;
    private String baseModel;
    private @Nullable String run;
    private @Nullable String dataset;
    private @Nullable String method;
    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable Map<String, String> hyperparameters;
    @JdbcTypeCode(SqlTypes.JSON)
    private List<NewModelVersion.Artifact> artifacts;
    private Instant registeredAt;
    private String description;
    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, String> tags;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected VersionRow() {}

    VersionRow(VersionKey key, NewModelVersion content, Instant registeredAt) {
        this.key = key;
        this.connection = content.served().connection();
        this.providerModel = content.served().modelId();
        this.capable = content.served().capable();
        this.baseModel = content.baseModel();
        this.artifacts = content.artifacts();
        this.registeredAt = registeredAt;
        this.description = content.description();
        this.tags = content.tags();
        if (content.origin() instanceof Origin.Tuned tuned) {
            this.run = tuned.run().value();
            this.dataset = tuned.dataset().toString();
            this.method = tuned.method();
            this.hyperparameters = tuned.hyperparameters();
        }
    }

    VersionKey key() {
        return key;
    }

    void describe(String newDescription, Map<String, String> newTags) {
        description = newDescription;
        tags = Map.copyOf(newTags);
    }

    ModelVersion toVersion(List<Metric> metrics) {
        return new ModelVersion(key.ref(),
                new NewModelVersion(key.projectId(), key.name(), new ProviderModel(connection, providerModel, capable),
                        baseModel, origin(), artifacts, metrics, description, tags), registeredAt);
    }

    private Origin origin() {
        if (run == null) {
            return new Origin.Base();
        }
        return new Origin.Tuned(new RunId(run), VersionRef.parse(Objects.requireNonNull(dataset)),
                Objects.requireNonNull(method), Objects.requireNonNull(hyperparameters));
    }
}
