package io.attune.registry.datasets;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

import io.attune.kernel.Digest;
import io.attune.kernel.TokenCount;
import io.attune.registry.DatasetVersion;
import io.attune.registry.NewDatasetVersion;
import io.attune.registry.storage.VersionKey;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Immutable
@Table(name = "dataset_version", schema = "registry")
class DatasetVersionRow {
    @EmbeddedId
    private VersionKey key;
    private String digest;
    private String manifest;
    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, Long> counts;
    private long tokens;
    private @Nullable String recipe;
    @JdbcTypeCode(SqlTypes.JSON)
    private List<NewDatasetVersion.Input> inputs;
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected DatasetVersionRow() {}

    DatasetVersionRow(VersionKey key, NewDatasetVersion content) {
        this.key = key;
        this.digest = content.digest().hex();
        this.manifest = content.manifest();
        this.counts = content.counts();
        this.tokens = content.tokens().value();
        this.recipe = content.recipe();
        this.inputs = content.inputs();
        this.createdAt = content.createdAt();
    }

    VersionKey key() {
        return key;
    }

    DatasetVersion toVersion(@Nullable WithdrawalRow withdrawal) {
        return new DatasetVersion(key.number(), new NewDatasetVersion(key.projectId(), key.name(), new Digest(digest),
                manifest, counts, new TokenCount(tokens), recipe, inputs, createdAt), withdrawal == null
                        ? null
                        : withdrawal.toWithdrawal());
    }
}
