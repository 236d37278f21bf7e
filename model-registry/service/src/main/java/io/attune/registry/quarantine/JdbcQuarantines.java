package io.attune.registry.quarantine;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import io.attune.kernel.CanonicalJson;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.platform.Audit;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import io.attune.registry.DatasetRecords;
import io.attune.registry.Lineage;
import io.attune.registry.LineageNode;
import io.attune.registry.Models;
import io.attune.registry.Quarantine;
import io.attune.registry.Quarantines;
import io.attune.registry.VersionRef;
import io.attune.registry.models.ModelLock;
import io.attune.registry.web.Words;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@Transactional
class JdbcQuarantines implements Quarantines {
    private final QuarantineRows rows;
    private final Models models;
    private final DatasetRecords datasets;
    private final Lineage lineage;
    private final ModelLock lock;
    private final Audit audit;
    private final InstantSource clock;

    JdbcQuarantines(QuarantineRows rows, Models models, DatasetRecords datasets, Lineage lineage, ModelLock lock,
            Audit audit, InstantSource clock) {
        this.rows = rows;
        this.models = models;
        this.datasets = datasets;
        this.lineage = lineage;
        this.lock = lock;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public Quarantine place(Caller approver, LineageNode node, String reason) {
        approver.require(Permission.APPROVER);
        Words.required("reason", reason);
        ProjectId project = approver.project();
        requireThere(project, node);
        if (rows.insert(project, node, reason, approver.name(), now())) {
            audit.record(project, approver.name(), "quarantine.place", node.toString(), CanonicalJson.digest(reason));
        }
        return rows.standing(project, node).orElseThrow();
    }

    @Override
    public Quarantine lift(Caller approver, LineageNode node, String reason) {
        approver.require(Permission.APPROVER);
        Words.required("reason", reason);
        ProjectId project = approver.project();
        if (rows.lift(project, node, reason, approver.name(), now())) {
            audit.record(project, approver.name(), "quarantine.lift", node.toString(), CanonicalJson.digest(reason));
        }
        return rows.all(project, node).stream().findFirst().orElseThrow(
                () -> new PlatformException(ErrorCode.NOT_FOUND, node + " is not quarantined",
                        "List what is with: attune quarantine list"));
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Quarantine> standing(ProjectId project, LineageNode node) {
        return rows.standing(project, node);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Quarantine> standing(ProjectId project) {
        return rows.standing(project);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Quarantine> history(ProjectId project) {
        return rows.all(project);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Quarantine> history(ProjectId project, LineageNode node) {
        return rows.all(project, node);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Quarantine> reaching(ProjectId project, LineageNode node) {
        return rows.reaching(project, node);
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<PlatformException> refusal(ProjectId project, LineageNode node) {
        return rows.reaching(project, node).stream().findFirst().map(found -> new PlatformException(QUARANTINED,
                (found.node().equals(node)
                        ? node + " is quarantined"
                        : node + " was made from " + found.node()
                                + ", which is quarantined") + " since " + found.at() + " by '" + found.by() + "': "
                        + found.reason(),
                "Use another version, or have an approver lift it: attune quarantine lift " + found.node()));
    }

    @Override
    @Transactional(readOnly = true)
    public void require(ProjectId project, LineageNode node) {
        refusal(project, node).ifPresent(refusal -> {
            throw refusal;
        });
    }

    private void requireThere(ProjectId project, LineageNode node) {
        switch (node.kind()) {
            case VERSION -> requireVersion(project, VersionRef.parse(node.key()));
            case DATASET -> {
                if (datasets.find(project, VersionRef.parse(node.key())).isEmpty()) {
                    throw missing("dataset version " + node.key(), "attune dataset list");
                }
            }
            case RUN, KNOWLEDGE, DEPLOYMENT -> throw new PlatformException(ErrorCode.INVALID_INPUT,
                    node + " is not quarantined itself",
                    "Name the version, dataset or source, like version:config-assistant@2.");
            default -> {
                if (lineage.downstream(project, node).edges().isEmpty()) {
                    throw missing(node + " in the lineage", "attune model lineage MODEL@N");
                }
            }
        }
    }

    /** The model's row is locked, so that no alias gets there at the same moment. */
    private void requireVersion(ProjectId project, VersionRef version) {
        lock.acquire(project, version.name());
        if (models.find(project, version).isEmpty()) {
            throw missing("model version " + version, "attune model show " + version.name());
        }
    }

    private static PlatformException missing(String what, String command) {
        return new PlatformException(ErrorCode.NOT_FOUND, "There is no " + what, "Look it up with: " + command);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
