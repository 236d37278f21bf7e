package io.attune.registry.promotions;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import io.attune.kernel.CanonicalJson;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.kernel.UuidV7;
import io.attune.platform.Audit;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import io.attune.registry.AliasMove;
import io.attune.registry.Aliases;
import io.attune.registry.Aliases.AliasChange;
import io.attune.registry.LineageNode;
import io.attune.registry.Models;
import io.attune.registry.Promotion;
import io.attune.registry.Promotion.Decision;
import io.attune.registry.Promotion.State;
import io.attune.registry.PromotionId;
import io.attune.registry.PromotionOutcome;
import io.attune.registry.PromotionPolicies;
import io.attune.registry.PromotionRequest;
import io.attune.registry.Promotions;
import io.attune.registry.Quarantines;
import io.attune.registry.VersionRef;
import io.attune.registry.models.ModelLock;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@Transactional
class HibernatePromotions implements Promotions {
    private static final ErrorCode OWN = new ErrorCode("own-promotion", ErrorKind.FORBIDDEN);

    private final PromotionRows rows;
    private final Aliases aliases;
    private final Models models;
    private final Quarantines quarantines;
    private final PromotionPolicies policies;
    private final ModelLock lock;
    private final Audit audit;
    private final InstantSource clock;
    private final UuidV7 ids;

    HibernatePromotions(PromotionRows rows, Aliases aliases, Models models, Quarantines quarantines,
            PromotionPolicies policies, ModelLock lock, Audit audit, InstantSource clock, UuidV7 ids) {
        this.rows = rows;
        this.aliases = aliases;
        this.models = models;
        this.quarantines = quarantines;
        this.policies = policies;
        this.lock = lock;
        this.audit = audit;
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public PromotionOutcome request(PromotionRequest request) {
        lock.acquire(request.project(), request.version().name());
        return outcome(rows.findRepeated(request).orElseGet(() -> underPolicy(policies.current(
                request.project()).policy().over(request))));
    }

    @Override
    public PromotionOutcome approve(Caller approver, PromotionId id, String comment) {
        approver.require(Permission.APPROVER);
        PromotionRow row = rows.lock(approver.project(), id);
        Promotion promotion = rows.toPromotion(row);
        if (promotion.state() == State.PROMOTED || approved(promotion, approver)) {
            return outcome(promotion);
        }
        requireWaiting(promotion);
        if (promotion.request().requester().equals(approver.name())) {
            throw new PlatformException(OWN, "'" + approver.name() + "' asked for promotion " + id
                    + " and cannot approve it", "Ask another approver.");
        }
        requireUsable(promotion.request());
        decide(promotion, new Decision(approver.name(), true, comment, now()));
        if (promotion.missing() == 1) {
            row.become(State.PROMOTED, now());
            moveAlias(promotion, approver.name(), "Approved: " + comment);
        }
        return outcome(rows.toPromotion(row));
    }

    @Override
    public PromotionOutcome reject(Caller approver, PromotionId id, String comment) {
        approver.require(Permission.APPROVER);
        PromotionRow row = rows.lock(approver.project(), id);
        Promotion promotion = rows.toPromotion(row);
        if (promotion.state() == State.REJECTED) {
            return outcome(promotion);
        }
        requireWaiting(promotion);
        if (approved(promotion, approver)) {
            throw new PlatformException(ErrorCode.CONFLICT,
                    "'" + approver.name() + "' approved promotion " + id + " already",
                    "Another approver can reject it.");
        }
        decide(promotion, new Decision(approver.name(), false, comment, now()));
        row.become(State.REJECTED, now());
        return outcome(rows.toPromotion(row));
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Promotion> find(ProjectId project, PromotionId promotion) {
        return rows.find(project, promotion);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Promotion> list(ProjectId project) {
        return rows.list(project);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Promotion> list(ProjectId project, VersionRef version) {
        return rows.list(project, version);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Promotion> waiting(ProjectId project) {
        return rows.waiting(project);
    }

    private Promotion underPolicy(PromotionRequest request) {
        return rows.findRepeated(request).orElseGet(() -> open(request));
    }

    private Promotion open(PromotionRequest request) {
        if (models.find(request.project(), request.version()).isEmpty()) {
            throw new PlatformException(ErrorCode.NOT_FOUND, "There is no model version " + request.version(),
                    "List them with: attune model show " + request.version().name());
        }
        requireUsable(request);
        State state = !request.gatesPassed()
                ? State.REFUSED
                : request.approvals() == 0 ? State.PROMOTED : State.WAITING;
        PromotionRow row = new PromotionRow(PromotionId.of(ids.next()), request, state, now());
        rows.insert(row);
        Promotion promotion = rows.toPromotion(row);
        audit.record(request.project(), request.requester(), "promotion.request", promotion.id().value(),
                request.evidence());
        if (state == State.PROMOTED) {
            moveAlias(promotion, request.requester(), "Every gate passed and the policy wants no approval");
        }
        return promotion;
    }

    private void requireUsable(PromotionRequest request) {
        quarantines.require(request.project(), LineageNode.version(request.version()));
    }

    private void moveAlias(Promotion promotion, String actor, String reason) {
        PromotionRequest request = promotion.request();
        aliases.move(new AliasChange(request.project(), request.version(), request.alias(), actor, reason,
                promotion.id().value(), null));
    }

    private void decide(Promotion promotion, Decision decision) {
        rows.insert(promotion.id(), decision);
        audit.record(promotion.request().project(), decision.approver(),
                decision.approved() ? "promotion.approve" : "promotion.reject", promotion.id().value(),
                CanonicalJson.digest(decision.comment()));
    }

    private static boolean approved(Promotion promotion, Caller approver) {
        return promotion.decisions().stream().anyMatch(
                decision -> decision.approved() && decision.approver().equals(approver.name()));
    }

    private static void requireWaiting(Promotion promotion) {
        if (promotion.state() != State.WAITING) {
            throw new PlatformException(ErrorCode.CONFLICT,
                    "Promotion " + promotion.id() + " is decided already: "
                            + promotion.state().name().toLowerCase(java.util.Locale.ROOT),
                    "A new decision needs new evidence.");
        }
    }

    private PromotionOutcome outcome(Promotion promotion) {
        return switch (promotion.state()) {
            case WAITING -> new PromotionOutcome.Waiting(promotion, promotion.missing());
            case PROMOTED -> new PromotionOutcome.Promoted(promotion, move(promotion));
            case REFUSED -> new PromotionOutcome.Refused(promotion,
                    promotion.request().gates().stream().filter(gate -> !gate.passed()).toList());
            case REJECTED -> new PromotionOutcome.Rejected(promotion, promotion.decisions().getLast());
        };
    }

    /** The move this promotion made, or, where the alias pointed there before it, the one that brought it there. */
    private AliasMove move(Promotion promotion) {
        PromotionRequest request = promotion.request();
        List<AliasMove> moves = aliases.history(request.project(), request.version().name(), request.alias());
        return moves.stream().filter(
                move -> promotion.id().value().equals(move.evidence())).findFirst().or(() -> moves.stream().filter(
                        move -> move.to() == request.version().number()).findFirst()).orElseThrow();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
