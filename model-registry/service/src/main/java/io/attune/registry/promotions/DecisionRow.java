package io.attune.registry.promotions;

import java.io.Serializable;
import java.time.Instant;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

import io.attune.registry.Promotion.Decision;
import org.hibernate.annotations.Immutable;

@Entity
@Immutable
@Table(name = "promotion_decision", schema = "registry")
class DecisionRow {
    @EmbeddedId
    private Key key;
    private boolean approved;
    private String comment;
    private Instant at;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected DecisionRow() {}

    DecisionRow(String promotion, Decision decision) {
        this.key = new Key(promotion, decision.approver());
        this.approved = decision.approved();
        this.comment = decision.comment();
        this.at = decision.at();
    }

    Decision toDecision() {
        return new Decision(key.approver(), approved, comment, at);
    }

    @Embeddable
    record Key(String promotion, String approver) implements Serializable {}
}
