package io.attune.registry.aliases;

import java.io.Serializable;
import java.time.Instant;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

import io.attune.registry.AliasMove;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

@Entity
@Immutable
@Table(name = "alias_move", schema = "registry")
class AliasMoveRow {
    @EmbeddedId
    private Key key;
    private @Nullable Integer fromNumber;
    private @Nullable Integer toNumber;
    private boolean back;
    private String actor;
    private String reason;
    private @Nullable String evidence;
    private Instant at;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected AliasMoveRow() {}

    AliasMoveRow(String project, AliasMove move, boolean back) {
        this.key = new Key(project, move.model(), move.alias(), move.sequence());
        this.fromNumber = move.from();
        this.toNumber = move.to() == 0 ? null : move.to();
        this.back = back;
        this.actor = move.actor();
        this.reason = move.reason();
        this.evidence = move.evidence();
        this.at = move.at();
    }

    boolean isBack() {
        return back;
    }

    AliasMove toMove() {
        return new AliasMove(key.name(), key.alias(), fromNumber, toNumber == null ? 0 : toNumber, key.sequence(),
                actor, reason, evidence,
                at);
    }

    @Embeddable
    record Key(String project, String name, String alias, int sequence) implements Serializable {}
}
