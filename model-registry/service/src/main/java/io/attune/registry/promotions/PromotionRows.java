package io.attune.registry.promotions;

import java.util.List;
import java.util.Optional;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.registry.Promotion;
import io.attune.registry.Promotion.Decision;
import io.attune.registry.Promotion.State;
import io.attune.registry.PromotionId;
import io.attune.registry.PromotionRequest;
import io.attune.registry.VersionRef;
import org.springframework.stereotype.Component;

/** Promotions as rows. Every method runs within the caller's transaction. */
@Component
class PromotionRows {
    private final EntityManager entities;

    PromotionRows(EntityManager entities) {
        this.entities = entities;
    }

    void insert(PromotionRow row) {
        entities.persist(row);
        entities.flush();
    }

    void insert(PromotionId promotion, Decision decision) {
        entities.persist(new DecisionRow(promotion.value(), decision));
        entities.flush();
    }

    /** The promotion, which nobody else can decide until the transaction ends. */
    PromotionRow lock(ProjectId project, PromotionId id) {
        PromotionRow row = entities.find(PromotionRow.class, id.value(), LockModeType.PESSIMISTIC_WRITE);
        if (row == null || !row.project().equals(project.value())) {
            throw new PlatformException(ErrorCode.NOT_FOUND, "There is no promotion " + id,
                    "List what waits with: attune inbox");
        }
        entities.refresh(row);
        return row;
    }

    Optional<Promotion> find(ProjectId project, PromotionId id) {
        return Optional.ofNullable(entities.find(PromotionRow.class, id.value())).filter(
                row -> row.project().equals(project.value())).map(this::toPromotion);
    }

    /** A promotion that answers a request: of the same evidence, or still waiting. */
    Optional<Promotion> findRepeated(PromotionRequest request) {
        return entities.createQuery("""
                from PromotionRow where project = :project and name = :name and number = :number and alias = :alias
                    and (evidence = :evidence or state = :waiting)
                order by case when evidence = :evidence then 0 else 1 end
                """, PromotionRow.class).setParameter("project", request.project().value()).setParameter("name",
                request.version().name()).setParameter("number", request.version().number()).setParameter("alias",
                        request.alias()).setParameter("evidence", request.evidence().hex()).setParameter("waiting",
                                State.WAITING).getResultList().stream().findFirst().map(this::toPromotion);
    }

    /** A project's promotions, newest first. */
    List<Promotion> list(ProjectId project) {
        return entities.createQuery("from PromotionRow where project = :project order by id desc",
                PromotionRow.class).setParameter("project", project.value()).getResultList().stream().map(
                        this::toPromotion).toList();
    }

    List<Promotion> list(ProjectId project, VersionRef version) {
        return entities.createQuery("""
                from PromotionRow where project = :project and name = :name and number = :number order by id desc
                """, PromotionRow.class).setParameter("project", project.value()).setParameter("name",
                version.name()).setParameter("number", version.number()).getResultList().stream().map(
                        this::toPromotion).toList();
    }

    List<Promotion> waiting(ProjectId project) {
        return entities.createQuery("from PromotionRow where project = :project and state = :waiting order by id",
                PromotionRow.class).setParameter("project", project.value()).setParameter("waiting",
                        State.WAITING).getResultList().stream().map(this::toPromotion).toList();
    }

    Promotion toPromotion(PromotionRow row) {
        return row.toPromotion(entities.createQuery("from DecisionRow where key.promotion = :id order by at",
                DecisionRow.class).setParameter("id", row.id()).getResultList().stream().map(
                        DecisionRow::toDecision).toList());
    }
}
