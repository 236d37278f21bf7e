package io.attune.registry.deployments;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;

import io.attune.kernel.CanonicalJson;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.platform.Audit;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import io.attune.registry.AliasMoved;
import io.attune.registry.Aliases;
import io.attune.registry.Deployment;
import io.attune.registry.DeploymentRevision;
import io.attune.registry.Deployments;
import io.attune.registry.Knowledge;
import io.attune.registry.Lineage;
import io.attune.registry.LineageNode;
import io.attune.registry.ModelDeleting;
import io.attune.registry.ModelVersion;
import io.attune.registry.Models;
import io.attune.registry.NewDeployment;
import io.attune.registry.Quarantine;
import io.attune.registry.Quarantines;
import io.attune.registry.VersionRef;
import io.attune.registry.models.ModelLock;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@Transactional
class HibernateDeployments implements Deployments {
    private final EntityManager entities;
    private final Models models;
    private final Aliases aliases;
    private final Quarantines quarantines;
    private final Lineage lineage;
    private final ModelLock lock;
    private final Audit audit;
    private final InstantSource clock;

    HibernateDeployments(EntityManager entities, Models models, Aliases aliases, Quarantines quarantines,
            Lineage lineage, ModelLock lock, Audit audit, InstantSource clock) {
        this.entities = entities;
        this.models = models;
        this.aliases = aliases;
        this.quarantines = quarantines;
        this.lineage = lineage;
        this.lock = lock;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public Deployment deploy(NewDeployment wanted) {
        lock.acquire(wanted.project(), wanted.model());
        DeploymentRevision present = newest(wanted.project(), wanted.name()).orElse(null);
        if (present != null && sameSettings(present.settings(), wanted)) {
            return resolve(present);
        }
        pointed(wanted).ifPresent(version -> quarantines.require(wanted.project(), LineageNode.version(version)));
        return insert(present == null ? 1 : present.revision() + 1, wanted);
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Deployment> find(ProjectId project, String name) {
        return newest(project, name).map(this::resolve);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Deployment> list(ProjectId project) {
        return current(project).stream().map(this::resolve).toList();
    }

    @Override
    @Transactional(readOnly = true)
    public List<DeploymentRevision> history(ProjectId project, String name) {
        return newestFirst(project, name).getResultList().stream().map(DeploymentRevisionRow::toRevision).toList();
    }

    @Override
    public Deployment rollback(Caller caller, String name, int from, String reason) {
        caller.require(Permission.APPROVER);
        DeploymentRevision present = newest(caller.project(), name).orElseThrow(
                () -> new PlatformException(ErrorCode.NOT_FOUND, "There is no deployment '" + name + "'",
                        "List them with: attune deployment list"));
        NewDeployment settings = present.settings();
        aliases.back(caller.project(), new VersionRef(settings.model(), from), settings.alias(), caller.name(), reason);
        return resolve(present);
    }

    /** Every version a deployment ever served stays in its lineage. */
    @EventListener
    void onAliasMoved(AliasMoved event) {
        String model = event.move().model();
        current(event.project()).stream().map(DeploymentRevision::settings).filter(
                settings -> settings.model().equals(model) && settings.alias().equals(
                        event.move().alias())).forEach(settings -> lineage.link(event.project(),
                                LineageNode.version(new VersionRef(model, event.move().to())),
                                LineageNode.deployment(settings.name())));
    }

    @EventListener
    @Order(Ordered.HIGHEST_PRECEDENCE)
    void onDeleting(ModelDeleting event) {
        for (DeploymentRevision revision : current(event.project())) {
            NewDeployment settings = revision.settings();
            VersionRef pointed = settings.model().equals(event.model()) ? pointed(settings).orElse(null) : null;
            if (pointed != null && event.takes(pointed.number())) {
                throw new PlatformException(ErrorCode.CONFLICT,
                        pointed + " is served by deployment '" + settings.name() + "'",
                        "Move its alias '" + settings.alias() + "' to another version first.");
            }
        }
    }

    private Optional<DeploymentRevision> newest(ProjectId project, String name) {
        return newestFirst(project, name).setMaxResults(1).getResultList().stream().findFirst().map(
                DeploymentRevisionRow::toRevision);
    }

    private TypedQuery<DeploymentRevisionRow> newestFirst(ProjectId project, String name) {
        return entities.createQuery("""
                from DeploymentRevisionRow where key.project = :project and key.name = :name order by key.revision desc
                """, DeploymentRevisionRow.class).setParameter("project", project.value()).setParameter("name", name);
    }

    private List<DeploymentRevision> current(ProjectId project) {
        return entities.createQuery("""
                from DeploymentRevisionRow d where d.key.project = :project and d.key.revision = (
                    select max(n.key.revision) from DeploymentRevisionRow n
                    where n.key.project = :project and n.key.name = d.key.name)
                order by d.key.name
                """, DeploymentRevisionRow.class).setParameter("project", project.value()).getResultList().stream().map(
                DeploymentRevisionRow::toRevision).toList();
    }

    private Deployment insert(int revision, NewDeployment wanted) {
        DeploymentRevisionRow row = new DeploymentRevisionRow(revision, wanted,
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        entities.persist(row);
        entities.flush();
        audit.record(wanted.project(), wanted.actor(), "deployment.deploy", wanted.name(), CanonicalJson.digest(
                wanted));
        Deployment deployment = resolve(row.toRevision());
        link(wanted, deployment.serving());
        return deployment;
    }

    private void link(NewDeployment wanted, @Nullable ModelVersion serving) {
        LineageNode node = LineageNode.deployment(wanted.name());
        if (wanted.knowledge() instanceof Knowledge.Paired(String base)) {
            lineage.link(wanted.project(), LineageNode.knowledge(base), node);
        }
        if (serving != null) {
            lineage.link(wanted.project(), LineageNode.version(serving.ref()), node);
        }
    }

    private Deployment resolve(DeploymentRevision revision) {
        NewDeployment settings = revision.settings();
        VersionRef pointed = pointed(settings).orElse(null);
        if (pointed == null) {
            return new Deployment(revision, null);
        }
        Quarantine quarantine = quarantines.standing(settings.project(), LineageNode.version(pointed)).orElse(null);
        return new Deployment(revision, quarantine == null
                ? models.find(settings.project(), pointed).orElse(null)
                : null, quarantine);
    }

    private Optional<VersionRef> pointed(NewDeployment settings) {
        return aliases.find(settings.project(), settings.model(), settings.alias()).map(move -> new VersionRef(
                move.model(), move.to()));
    }

    private static boolean sameSettings(NewDeployment present, NewDeployment wanted) {
        return present.equals(new NewDeployment(wanted.project(), wanted.name(), wanted.model(), wanted.alias(),
                wanted.knowledge(), wanted.answers(), present.actor()));
    }
}
