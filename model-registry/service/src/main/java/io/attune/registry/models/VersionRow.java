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
    private @Nullable String connection;
    private @Nullable String providerModel;
    private @Nullable Boolean capable;
    private @Nullable String source;
    private @Nullable String trackedRun;
    private @Nullable String runLink;
    private String registeredBy;
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
    private Instant updatedAt;
    private @Nullable Instant deletedAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected VersionRow() {}

    VersionRow(VersionKey key, NewModelVersion content, Instant registeredAt) {
        this.key = key;
        this.registeredBy = "system";
        if (content.servedBy() != null) {
            this.connection = content.servedBy().connection();
            this.providerModel = content.servedBy().modelId();
            this.capable = content.servedBy().capable();
        }
        this.baseModel = content.baseModel();
        this.artifacts = content.artifacts();
        this.registeredAt = registeredAt;
        this.updatedAt = registeredAt;
        this.description = content.description();
        this.tags = content.tags();
        switch (content.origin()) {
            case Origin.Base _ -> {
            }
            case Origin.Imported imported -> {
                this.source = imported.source();
                this.trackedRun = imported.run();
                this.runLink = imported.runLink();
                this.registeredBy = imported.by();
            }
            case Origin.Tuned tuned -> {
                this.run = tuned.run().value();
                this.dataset = tuned.dataset().toString();
                this.method = tuned.method();
                this.hyperparameters = tuned.hyperparameters();
            }
        }
    }

    VersionKey key() {
        return key;
    }

    void describe(String newDescription, Map<String, String> newTags, Instant now) {
        description = newDescription;
        tags = Map.copyOf(newTags);
        updatedAt = now;
    }

    boolean isDeleted() {
        return deletedAt != null;
    }

    void delete(Instant now) {
        deletedAt = now;
        updatedAt = now;
    }

    ModelVersion toVersion(List<Metric> metrics) {
        return new ModelVersion(key.ref(),
                new NewModelVersion(key.projectId(), key.name(), servedBy(), baseModel, origin(), artifacts, metrics,
                        description, tags), registeredAt, updatedAt);
    }

    private @Nullable ProviderModel servedBy() {
        return connection == null
                ? null
                : new ProviderModel(connection, Objects.requireNonNull(providerModel), Boolean.TRUE.equals(capable));
    }

    private Origin origin() {
        if (source != null) {
            return new Origin.Imported(source, trackedRun, runLink, registeredBy);
        }
        if (run == null) {
            return new Origin.Base();
        }
        return new Origin.Tuned(new RunId(run), VersionRef.parse(Objects.requireNonNull(dataset)),
                Objects.requireNonNull(method), Objects.requireNonNull(hyperparameters));
    }
}
