package io.attune.registry.evidence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.Money;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.platform.AuditTrail;
import io.attune.registry.AliasMove;
import io.attune.registry.Aliases;
import io.attune.registry.Charge;
import io.attune.registry.DatasetRecords;
import io.attune.registry.DatasetWithdrawal;
import io.attune.registry.Deployment;
import io.attune.registry.DeploymentRevision;
import io.attune.registry.Deployments;
import io.attune.registry.Knowledge;
import io.attune.registry.Ledger;
import io.attune.registry.Lineage;
import io.attune.registry.LineageNode;
import io.attune.registry.ModelVersion;
import io.attune.registry.Models;
import io.attune.registry.NewDeployment;
import io.attune.registry.NewModelVersion;
import io.attune.registry.Origin;
import io.attune.registry.Promotion;
import io.attune.registry.PromotionPolicies;
import io.attune.registry.PromotionPolicies.Stored;
import io.attune.registry.Promotions;
import io.attune.registry.Quarantine;
import io.attune.registry.Quarantines;
import io.attune.registry.VersionRef;
import io.attune.registry.web.ChargeView;
import io.attune.registry.web.GraphView;
import io.attune.registry.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Reads what the registry knows of a version, at one moment. */
@Component
class EvidenceCollector {
    private static final int ENTRIES_MAX = 10_000;

    private final Models models;
    private final DatasetRecords datasets;
    private final Promotions promotions;
    private final PromotionPolicies policies;
    private final Aliases aliases;
    private final Deployments deployments;
    private final Quarantines quarantines;
    private final Ledger ledger;
    private final Lineage lineage;
    private final AuditTrail audit;

    EvidenceCollector(Models models, DatasetRecords datasets, Promotions promotions, PromotionPolicies policies,
            Aliases aliases, Deployments deployments, Quarantines quarantines, Ledger ledger, Lineage lineage,
            AuditTrail audit) {
        this.models = models;
        this.datasets = datasets;
        this.promotions = promotions;
        this.policies = policies;
        this.aliases = aliases;
        this.deployments = deployments;
        this.quarantines = quarantines;
        this.ledger = ledger;
        this.lineage = lineage;
        this.audit = audit;
    }

    /** @throws PlatformException not-found, when there is no such version */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Evidence collect(ProjectId project, VersionRef ref) {
        ModelVersion version = models.find(project, ref).orElseThrow(() -> new PlatformException(ErrorCode.NOT_FOUND,
                "There is no model version " + ref, "List them with: attune model show " + ref.name()));
        Origin.Tuned tuned = version.content().origin() instanceof Origin.Tuned t ? t : null;
        LineageNode node = LineageNode.version(ref);
        Lineage.Graph up = lineage.upstream(project, node);
        Lineage.Graph down = lineage.downstream(project, node);
        List<Promotion> decided = promotions.list(project, ref).reversed();
        List<AliasMove> moves = moves(project, ref);
        List<Evidence.Deployed> deployed = deployed(project, ref, down);
        List<Charge> charges = tuned == null ? List.of() : ledger.charges(project, tuned.run());
        List<Stored> rules = policies.history(project);
        return new Evidence(Evidence.FORMAT, project.value(), version(version), tuned == null
                ? null
                : dataset(project, tuned.dataset()), version.content().metrics(), decided.stream().map(
                        promotion -> promotion(promotion, rules)).toList(), moves, deployed, quarantined(project, up),
                charges.stream().map(ChargeView::of).toList(), total(charges), GraphView.of(up), GraphView.of(down),
                audited(project, subjects(ref, up, decided, moves, deployed)));
    }

    private static Evidence.Version version(ModelVersion version) {
        NewModelVersion content = version.content();
        Origin.Tuned tuned = content.origin() instanceof Origin.Tuned t ? t : null;
        return new Evidence.Version(version.ref().toString(), switch (content.origin()) {
            case Origin.Base _ -> "base";
            case Origin.Imported _ -> "imported";
            case Origin.Tuned _ -> "tuned";
        }, content.baseModel(), content.servedBy(), tuned == null ? null : tuned.run().value(), tuned == null
                ? null
                : tuned.method(), tuned == null ? Map.of() : tuned.hyperparameters(),
                content.origin() instanceof Origin.Imported imported ? imported.source() : null, content.artifacts(),
                content.description(), content.tags(), version.registeredAt());
    }

    /** Where the record of the dataset is not in this registry, its name is all there is. */
    private Evidence.Dataset dataset(ProjectId project, VersionRef ref) {
        return datasets.find(project, ref).map(found -> {
            DatasetWithdrawal withdrawal = found.withdrawal();
            return new Evidence.Dataset(ref.toString(), found.content().digest().toString(), found.content().recipe(),
                    found.content().counts(), found.content().tokens().value(), found.content().inputs().stream().map(
                            input -> new Evidence.Source(input.name(), input.digest().toString(),
                                    input.license())).toList(), found.content().createdAt(), withdrawal == null
                                            ? null
                                            : withdrawn(withdrawal));
        }).orElseGet(() -> new Evidence.Dataset(ref.toString(), null, null, Map.of(), 0, List.of(), null, null));
    }

    private static Evidence.Withdrawn withdrawn(DatasetWithdrawal withdrawal) {
        VersionRef successor = withdrawal.successor();
        return new Evidence.Withdrawn(withdrawal.reason(), withdrawal.by(), withdrawal.at(), successor == null
                ? null
                : successor.toString());
    }

    private static Evidence.Promotion promotion(Promotion promotion, List<Stored> newestFirst) {
        var request = promotion.request();
        RunId run = request.run();
        Optional<Stored> stood = newestFirst.stream().filter(stored -> !stored.setAt().isAfter(
                promotion.requestedAt())).findFirst();
        return new Evidence.Promotion(promotion.id().value(), request.alias(), Words.of(promotion.state()),
                request.approvals(), request.requester(), run == null ? null : run.value(),
                request.evidence().toString(), request.gates(), stood.map(stored -> new Evidence.Policy(
                        stored.version(), stored.digest().toString(), stored.policy().rules(), stored.setBy(),
                        stored.setAt())).orElse(null), promotion.decisions(), promotion.requestedAt(),
                promotion.changedAt());
    }

    private List<AliasMove> moves(ProjectId project, VersionRef ref) {
        Integer number = ref.number();
        return aliases.histories(project, ref.name()).stream().filter(move -> move.to() == number || number.equals(
                move.from())).sorted(Comparator.comparing(AliasMove::at).thenComparing(
                        AliasMove::alias).thenComparingInt(
                                AliasMove::sequence)).toList();
    }

    private List<Evidence.Deployed> deployed(ProjectId project, VersionRef ref, Lineage.Graph down) {
        List<Evidence.Deployed> found = new ArrayList<>();
        down.nodes().stream().filter(node -> node.kind() == LineageNode.Kind.DEPLOYMENT).map(
                LineageNode::key).sorted().forEach(name -> {
                    Deployment now = deployments.find(project, name).orElse(null);
                    deployments.history(project, name).reversed().stream().filter(
                            revision -> revision.settings().model().equals(ref.name())).forEach(revision -> found.add(
                                    deployed(revision, serves(now, revision, ref))));
                });
        return List.copyOf(found);
    }

    private static boolean serves(@Nullable Deployment now, DeploymentRevision revision, VersionRef ref) {
        ModelVersion serving = now == null || now.current().revision() != revision.revision() ? null : now.serving();
        return serving != null && serving.ref().equals(ref);
    }

    private static Evidence.Deployed deployed(DeploymentRevision revision, boolean serving) {
        NewDeployment settings = revision.settings();
        return new Evidence.Deployed(settings.name(), revision.revision(), settings.alias(),
                settings.knowledge() instanceof Knowledge.Paired(String base) ? base : null,
                settings.knowledge() instanceof Knowledge.None(String reason) ? reason : null, settings.answers(),
                settings.actor(), revision.deployedAt(), serving);
    }

    private List<Evidence.Quarantined> quarantined(ProjectId project, Lineage.Graph up) {
        return quarantines.history(project).reversed().stream().filter(quarantine -> up.nodes().contains(
                quarantine.node())).map(EvidenceCollector::quarantined).toList();
    }

    private static Evidence.Quarantined quarantined(Quarantine quarantine) {
        Quarantine.Lift lift = quarantine.lift();
        return new Evidence.Quarantined(quarantine.node().toString(), quarantine.reason(), quarantine.by(),
                quarantine.at(), lift == null ? null : lift.reason(), lift == null ? null : lift.by(), lift == null
                        ? null
                        : lift.at());
    }

    private static List<Money> total(List<Charge> charges) {
        TreeMap<String, Money> byCurrency = new TreeMap<>();
        charges.forEach(charge -> byCurrency.merge(charge.bill().amount().currency().getCurrencyCode(),
                charge.bill().amount(), Money::plus));
        return List.copyOf(byCurrency.values());
    }

    /** The names under which the trail keeps what concerns the version. */
    private static Set<String> subjects(VersionRef ref, Lineage.Graph up, List<Promotion> promotions,
            List<AliasMove> moves, List<Evidence.Deployed> deployed) {
        Set<String> subjects = new LinkedHashSet<>(List.of(ref.toString()));
        up.nodes().forEach(node -> subjects.addAll(List.of(node.toString(), node.key())));
        promotions.forEach(promotion -> subjects.add(promotion.id().value()));
        moves.forEach(move -> subjects.add(move.model() + "/" + move.alias()));
        deployed.forEach(deployment -> subjects.add(deployment.name()));
        return subjects;
    }

    private List<Evidence.AuditEntry> audited(ProjectId project, Set<String> subjects) {
        return subjects.stream().<AuditTrail.Entry>mapMulti((subject, out) -> audit.entries(project, subject, null,
                ENTRIES_MAX).forEach(out)).distinct().sorted(Comparator.comparingLong(
                        AuditTrail.Entry::sequence)).map(entry -> new Evidence.AuditEntry(entry.sequence(), entry.at(),
                                entry.actor(), entry.action(), entry.subject(), entry.detail(), entry.previousHash(),
                                entry.hash())).toList();
    }
}
