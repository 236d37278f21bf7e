package io.attune.registry.datasets;

import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

import io.attune.registry.DatasetWithdrawal;
import io.attune.registry.VersionRef;
import io.attune.registry.storage.VersionKey;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** Stands beside a version's row, which never changes. */
@Entity(name = "DatasetWithdrawalRow")
@Immutable
@Table(name = "dataset_withdrawal", schema = "registry")
class WithdrawalRow {
    @EmbeddedId
    private VersionKey key;
    private Instant withdrawnAt;
    private String reason;
    @Column(name = "withdrawn_by")
    private String by;
    private @Nullable Integer successor;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected WithdrawalRow() {}

    WithdrawalRow(VersionKey key, DatasetWithdrawal withdrawal) {
        this.key = key;
        this.withdrawnAt = withdrawal.at();
        this.reason = withdrawal.reason();
        this.by = withdrawal.by();
        this.successor = withdrawal.successor() == null ? null : withdrawal.successor().number();
    }

    VersionKey key() {
        return key;
    }

    DatasetWithdrawal toWithdrawal() {
        return new DatasetWithdrawal(withdrawnAt, reason, by, successor == null
                ? null
                : new VersionRef(key.name(), successor));
    }
}
