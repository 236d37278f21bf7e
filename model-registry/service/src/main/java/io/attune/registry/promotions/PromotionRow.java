package io.attune.registry.promotions;

import java.time.Instant;
import java.util.List;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.registry.Promotion;
import io.attune.registry.Promotion.Decision;
import io.attune.registry.Promotion.State;
import io.attune.registry.PromotionId;
import io.attune.registry.PromotionRequest;
import io.attune.registry.VersionRef;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "promotion", schema = "registry")
class PromotionRow {
    @Id
    private String id;
    @Column(updatable = false)
    private String project;
    @Column(updatable = false)
    private String name;
    @Column(updatable = false)
    private int number;
    @Column(updatable = false)
    private String alias;
    @Column(updatable = false)
    private int approvals;
    @Column(updatable = false)
    private String requester;
    @Column(updatable = false)
    private @Nullable String run;
    @Column(updatable = false)
    @JdbcTypeCode(SqlTypes.JSON)
    private List<PromotionRequest.GateResult> gates;
    @Column(updatable = false)
    private String evidence;
    @Enumerated(EnumType.STRING)
    private State state;
    @Column(updatable = false)
    private Instant requestedAt;
    private Instant changedAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected PromotionRow() {}

    PromotionRow(PromotionId id, PromotionRequest request, State state, Instant now) {
        this.id = id.value();
        this.project = request.project().value();
        this.name = request.version().name();
        this.number = request.version().number();
        this.alias = request.alias();
        this.approvals = request.approvals();
        this.requester = request.requester();
        this.run = request.run() == null ? null : request.run().value();
        this.gates = request.gates();
        this.evidence = request.evidence().hex();
        this.state = state;
        this.requestedAt = now;
        this.changedAt = now;
    }

    String id() {
        return id;
    }

    String project() {
        return project;
    }

    void become(State next, Instant now) {
        state = next;
        changedAt = now;
    }

    Promotion toPromotion(List<Decision> decisions) {
        return new Promotion(new PromotionId(id),
                new PromotionRequest(new ProjectId(project), new VersionRef(name, number), alias, approvals, requester,
                        run == null ? null : new RunId(run), gates), state, decisions, requestedAt, changedAt);
    }
}
