package io.attune.registry.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.attune.kernel.Money;
import io.attune.registry.AliasMove;
import io.attune.registry.AnswerPolicy;
import io.attune.registry.Metric;
import io.attune.registry.NewModelVersion.Artifact;
import io.attune.registry.Promotion.Decision;
import io.attune.registry.PromotionPolicy;
import io.attune.registry.PromotionRequest.GateResult;
import io.attune.registry.ProviderModel;
import io.attune.registry.web.ChargeView;
import io.attune.registry.web.GraphView;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the registry about one model version. It names no moment of its own, so that it changes only when a fact does.
 *
 * @param format names this shape
 * @param dataset what it learned from, or null for a version without one
 * @param metrics by evaluation, suite, arm and measure
 * @param aliases every move of an alias to it or away from it, oldest first
 * @param quarantines of it and of what it was made from, also those that were lifted
 * @param cost by currency
 */
record Evidence(String format, String project, Version version, @Nullable Dataset dataset, List<Metric> metrics,
        List<Promotion> promotions, List<AliasMove> aliases, List<Deployed> deployments, List<Quarantined> quarantines,
        List<ChargeView> charges, List<Money> cost, GraphView madeFrom, GraphView usedBy, List<AuditEntry> audit) {
    static final String FORMAT = "attune-evidence/1";

    /**
     * The version itself.
     *
     * @param origin {@code tuned}, {@code base} or {@code imported}
     */
    record Version(String ref, String origin, String baseModel, @Nullable ProviderModel served, @Nullable String run,
            @Nullable String method, Map<String, String> hyperparameters, @Nullable String source,
            List<Artifact> artifacts, String description, Map<String, String> tags, Instant registeredAt) {
    }

    /** The dataset version, with the digests and licences of its sources. */
    record Dataset(String ref, @Nullable String digest, @Nullable String recipe, Map<String, Long> examples,
            long tokens, List<Source> sources, @Nullable Instant createdAt, @Nullable Withdrawn withdrawn) {
    }

    record Source(String name, String digest, String license) {
    }

    record Withdrawn(String reason, String by, Instant at, @Nullable String successor) {
    }

    /**
     * A decision about an alias.
     *
     * @param evidence the digest of the run and its gates, by which they are pinned
     * @param gates each with what was observed, which policy asked for it, and who waived it why
     * @param policy of promotions that stood when it was asked for, or null where there was none
     */
    record Promotion(String id, String alias, String state, int approvals, String requester, @Nullable String run,
            String evidence, List<GateResult> gates, @Nullable Policy policy, List<Decision> decisions,
            Instant requestedAt, Instant changedAt) {
    }

    record Policy(int version, String digest, List<PromotionPolicy.Rule> rules, String setBy, Instant setAt) {
    }

    /**
     * One revision of a deployment that served it or serves it.
     *
     * @param serving whether this revision is the present one and serves this version now
     */
    record Deployed(String name, int revision, String alias, @Nullable String knowledgeBase,
            @Nullable String noKnowledgeReason, AnswerPolicy answers, String actor, Instant deployedAt,
            boolean serving) {
    }

    record Quarantined(String node, String reason, String by, Instant at, @Nullable String liftReason,
            @Nullable String liftedBy, @Nullable Instant liftedAt) {
    }

    /** An entry of the audit trail, as it is chained. */
    record AuditEntry(long sequence, Instant at, String actor, String action, String subject, String detail,
            String previousHash, String hash) {
    }
}
