package io.attune.registry.promotions;

import java.time.Instant;
import java.util.List;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.kernel.RunId;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import io.attune.registry.AliasMove;
import io.attune.registry.Promotion;
import io.attune.registry.Promotion.Decision;
import io.attune.registry.PromotionId;
import io.attune.registry.PromotionOutcome;
import io.attune.registry.PromotionRequest;
import io.attune.registry.PromotionRequest.GateResult;
import io.attune.registry.Promotions;
import io.attune.registry.VersionRef;
import io.attune.registry.web.Page;
import io.attune.registry.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/promotions")
class PromotionsController {
    private final Promotions promotions;

    PromotionsController(Promotions promotions) {
        this.promotions = promotions;
    }

    @GetMapping
    Page<PromotionView> list(Caller caller, @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String cursor, @RequestParam(defaultValue = "50") int limit) {
        caller.require(Permission.VIEWER);
        int size = Page.size(limit);
        List<PromotionView> rest = promotions.list(caller.project()).stream().map(PromotionView::of).filter(
                view -> state == null || view.state().equals(state)).filter(
                        view -> cursor == null || view.id().value().compareTo(cursor) < 0).limit(size + 1L).toList();
        return Page.of(rest, size, view -> view.id().value());
    }

    @GetMapping("/{id}")
    PromotionView show(Caller caller, @PathVariable String id) {
        caller.require(Permission.VIEWER);
        return promotions.find(caller.project(), new PromotionId(id)).map(PromotionView::of).orElseThrow(
                () -> new PlatformException(ErrorCode.NOT_FOUND, "There is no promotion " + id,
                        "List them under /api/v1/promotions"));
    }

    /**
     * Asks for a promotion of a version by the gates that were judged of it last. A person's wish takes one approval at
     * least, for no policy stands behind it.
     */
    @PostMapping
    OutcomeView request(Caller caller, @RequestBody Wish wish) {
        caller.require(Permission.EDITOR);
        VersionRef version = VersionRef.parse(Words.required("version", wish.version()));
        PromotionRequest last = promotions.list(caller.project(), version).stream().map(Promotion::request).filter(
                request -> request.run() != null).findFirst().orElse(null);
        return OutcomeView.of(promotions.request(new PromotionRequest(caller.project(), version, Words.required(
                "alias", wish.alias()), Math.max(1, wish.approvals() == null ? 1 : wish.approvals()), caller.name(),
                last == null ? null : last.run(), last == null ? List.of() : last.gates())));
    }

    @PostMapping("/{id}/approve")
    OutcomeView approve(Caller caller, @PathVariable String id, @RequestBody Comment comment) {
        return OutcomeView.of(promotions.approve(caller, new PromotionId(id), comment.text()));
    }

    @PostMapping("/{id}/reject")
    OutcomeView reject(Caller caller, @PathVariable String id, @RequestBody Comment comment) {
        return OutcomeView.of(promotions.reject(caller, new PromotionId(id), comment.text()));
    }

    /**
     * What to promote.
     *
     * @param version such as {@code config-assistant@2}
     * @param approvals how many, 1 unless said; the policy may ask for more
     */
    record Wish(@Nullable String version, @Nullable String alias, @Nullable Integer approvals) {}

    /** Why someone decided so. */
    record Comment(@Nullable String comment) {
        String text() {
            return comment == null ? "" : comment;
        }
    }

    record OutcomeView(String outcome, PromotionView promotion, @Nullable AliasMove move) {
        static OutcomeView of(PromotionOutcome outcome) {
            AliasMove move = outcome instanceof PromotionOutcome.Promoted promoted ? promoted.move() : null;
            return new OutcomeView(Words.of(outcome.promotion().state()), PromotionView.of(outcome.promotion()), move);
        }
    }

    record PromotionView(PromotionId id, String version, String alias, String state, int approvals, int missing,
            String requester, @Nullable RunId run, List<GateResult> gates, String evidence, List<Decision> decisions,
            Instant requestedAt,
            Instant changedAt) {
        static PromotionView of(Promotion promotion) {
            var request = promotion.request();
            return new PromotionView(promotion.id(), request.version().toString(), request.alias(),
                    Words.of(promotion.state()), request.approvals(),
                    promotion.state() == Promotion.State.WAITING ? promotion.missing() : 0, request.requester(),
                    request.run(), request.gates(), request.evidence().toString(), promotion.decisions(),
                    promotion.requestedAt(),
                    promotion.changedAt());
        }
    }
}
