package io.attune.registry.models;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import jakarta.persistence.EntityManager;

import io.attune.kernel.CanonicalJson;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.platform.Audit;
import io.attune.registry.Lineage;
import io.attune.registry.LineageNode;
import io.attune.registry.Metric;
import io.attune.registry.Model;
import io.attune.registry.ModelDeleting;
import io.attune.registry.ModelVersion;
import io.attune.registry.Models;
import io.attune.registry.NewModelVersion;
import io.attune.registry.Origin;
import io.attune.registry.RegistryChange;
import io.attune.registry.VersionRef;
import io.attune.registry.storage.VersionKey;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@Transactional
class HibernateModels implements Models {
    private static final ErrorCode EXISTS = new ErrorCode("model-exists", ErrorKind.CONFLICT);

    private final EntityManager entities;
    private final JdbcClient jdbc;
    private final ModelLock lock;
    private final Lineage lineage;
    private final ModelRows rows;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    HibernateModels(EntityManager entities, JdbcClient jdbc, ModelLock lock, Lineage lineage, ModelRows rows,
            Audit audit,
            ApplicationEventPublisher events, InstantSource clock) {
        this.entities = entities;
        this.jdbc = jdbc;
        this.lock = lock;
        this.lineage = lineage;
        this.rows = rows;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public ModelVersion register(NewModelVersion content) {
        rows.open(content.project(), content.model(), now());
        lock.acquire(content.project(), content.model());
        return repeated(content).map(first -> addTo(first, content)).orElseGet(() -> insert(content));
    }

    @Override
    public void addMetrics(ProjectId project, VersionRef version, List<Metric> metrics) {
        lock.acquire(project, version.name());
        insertMetrics(get(project, version).key(), metrics);
    }

    @Override
    public ModelVersion describe(ProjectId project, VersionRef version, String description,
            Map<String, String> tags) {
        VersionRow row = get(project, version);
        row.describe(description, tags, now());
        entities.flush();
        return row.toVersion(metrics(row.key()));
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Model> find(ProjectId project, String name) {
        return rows.find(project, name);
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<ModelVersion> find(ProjectId project, VersionRef version) {
        return Optional.ofNullable(entities.find(VersionRow.class, VersionKey.of(project, version))).filter(
                row -> !row.isDeleted()).map(
                        row -> row.toVersion(metrics(row.key())));
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<ModelVersion> findByRun(ProjectId project, RunId run) {
        return entities.createQuery("from VersionRow where key.project = :project and run = :run and deletedAt is null",
                VersionRow.class).setParameter("project", project.value()).setParameter("run",
                        run.value()).getResultList().stream().findAny().map(row -> row.toVersion(metrics(row.key())));
    }

    @Override
    @Transactional(readOnly = true)
    public List<ModelVersion> versions(ProjectId project, String name) {
        return versions(project, name, null, Integer.MAX_VALUE);
    }

    @Override
    @Transactional(readOnly = true)
    public List<ModelVersion> versions(ProjectId project, String name, @Nullable Integer before, int atMost) {
        List<VersionRow> page = entities.createQuery("""
                from VersionRow where key.project = :project and key.name = :name and key.number < :before
                    and deletedAt is null
                order by key.number desc
                """, VersionRow.class).setParameter("project", project.value()).setParameter("name",
                name).setParameter("before", before == null ? Integer.MAX_VALUE : before).setMaxResults(
                        atMost).getResultList();
        if (page.isEmpty()) {
            return List.of();
        }
        Map<VersionKey, List<Metric>> metrics = entities.createQuery("""
                from MetricRow where key.project = :project and key.name = :name and key.number between :first and :last
                order by key.evaluation, key.suite, key.arm, key.measure
                """, MetricRow.class).setParameter("project", project.value()).setParameter("name",
                name).setParameter("first", page.getLast().key().number()).setParameter("last",
                        page.getFirst().key().number()).getResultList().stream().collect(Collectors.groupingBy(
                                MetricRow::version, Collectors.mapping(MetricRow::toMetric, Collectors.toList())));
        return page.stream().map(row -> row.toVersion(metrics.getOrDefault(row.key(), List.of()))).toList();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Model> list(ProjectId project, @Nullable String after, int atMost) {
        return rows.list(project, after, atMost);
    }

    @Override
    public Model open(ProjectId project, String name, String description, Map<String, String> tags, String actor) {
        Model model = rows.insert(project, name, description, tags, actor, now()).orElseThrow(
                () -> exists(name));
        events.publishEvent(new RegistryChange.ModelOpened(project, model));
        audit.record(project, actor, "model.open", name, CanonicalJson.digest(Map.of("description", description, "tags",
                tags)));
        return model;
    }

    @Override
    public Model describe(ProjectId project, String name, String description, Map<String, String> tags) {
        lock.acquire(project, name);
        return rows.describe(project, name, description, tags, now());
    }

    @Override
    public Model rename(ProjectId project, String name, String newName, String actor) {
        lock.acquire(project, name);
        if (!newName.equals(name)) {
            if (rows.isTaken(project, newName)) {
                throw exists(newName);
            }
            String knower = rows.knowsTheName(project, name);
            if (knower != null) {
                throw new PlatformException(ErrorCode.CONFLICT,
                        "Model '" + name + "' cannot be renamed: " + knower + " names it",
                        "Open a model of the new name and register the next versions there.");
            }
            rows.rename(project, name, newName, now());
            audit.record(project, actor, "model.rename", newName, CanonicalJson.digest(Map.of("from", name)));
        }
        return rows.find(project, newName).orElseThrow();
    }

    @Override
    public void delete(ProjectId project, String name, String actor) {
        lock.acquire(project, name);
        events.publishEvent(new ModelDeleting(project, name, null, actor));
        entities.flush();
        rows.delete(project, name, now());
        entities.clear();
        audit.record(project, actor, "model.delete", name, CanonicalJson.digest(Map.of("model", name)));
    }

    @Override
    public void delete(ProjectId project, VersionRef version, String actor) {
        lock.acquire(project, version.name());
        VersionRow row = get(project, version);
        events.publishEvent(new ModelDeleting(project, version.name(), version.number(), actor));
        row.delete(now());
        entities.flush();
        rows.touch(project, version.name(), now());
        audit.record(project, actor, "version.delete", version.toString(), CanonicalJson.digest(Map.of("version",
                version.number())));
    }

    private static PlatformException exists(String name) {
        return new PlatformException(EXISTS, "There is a model '" + name + "' already, or was one",
                "Take another name, or register versions with it.");
    }

    private Optional<ModelVersion> repeated(NewModelVersion content) {
        return switch (content.origin()) {
            case Origin.Tuned tuned -> findByRun(content.project(), tuned.run()).map(
                    first -> requireModel(first, content, tuned.run()));
            case Origin.Base _ -> findBase(content);
            case Origin.Imported _ -> Optional.empty();
        };
    }

    private static ModelVersion requireModel(ModelVersion first, NewModelVersion content, RunId run) {
        if (!first.ref().name().equals(content.model())) {
            throw new PlatformException(ErrorCode.CONFLICT,
                    "Run " + run + " led to " + first.ref() + " and cannot lead to model '" + content.model()
                            + "' too",
                    "A run is of one recipe, and its model has the recipe's name.");
        }
        return first;
    }

    private Optional<ModelVersion> findBase(NewModelVersion content) {
        return entities.createQuery("""
                from VersionRow where key.project = :project and key.name = :name and run is null and deletedAt is null
                    and connection = :connection and providerModel = :model
                """, VersionRow.class).setParameter("project", content.project().value()).setParameter("name",
                content.model()).setParameter("connection", content.served().connection()).setParameter("model",
                        content.served().modelId()).getResultList().stream().findAny().map(
                                row -> row.toVersion(metrics(row.key())));
    }

    private ModelVersion addTo(ModelVersion first, NewModelVersion repeated) {
        VersionRow row = get(repeated.project(), first.ref());
        insertMetrics(row.key(), repeated.metrics());
        entities.flush();
        return row.toVersion(metrics(row.key()));
    }

    private ModelVersion insert(NewModelVersion content) {
        VersionKey key = new VersionKey(content.project().value(), content.model(),
                nextNumber(content.project(), content.model()));
        VersionRow row = new VersionRow(key, content, now());
        entities.persist(row);
        insertMetrics(key, content.metrics());
        entities.flush();
        if (content.origin() instanceof Origin.Tuned tuned) {
            lineage.link(content.project(), LineageNode.dataset(tuned.dataset()), LineageNode.run(tuned.run()));
            lineage.link(content.project(), LineageNode.run(tuned.run()), LineageNode.version(key.ref()));
        }
        ModelVersion made = row.toVersion(metrics(key));
        events.publishEvent(new RegistryChange.VersionRegistered(content.project(), made));
        return made;
    }

    private void insertMetrics(VersionKey version, List<Metric> metrics) {
        for (Metric metric : metrics) {
            if (entities.find(MetricRow.class, MetricRow.Key.of(version, metric)) == null) {
                entities.persist(new MetricRow(version, metric));
            }
        }
    }

    private List<Metric> metrics(VersionKey version) {
        return entities.createQuery("""
                from MetricRow where key.project = :project and key.name = :name and key.number = :number
                order by key.evaluation, key.suite, key.arm, key.measure
                """, MetricRow.class).setParameter("project", version.project()).setParameter("name",
                version.name()).setParameter("number", version.number()).getResultList().stream().map(
                        MetricRow::toMetric).toList();
    }

    private VersionRow get(ProjectId project, VersionRef version) {
        VersionRow row = entities.find(VersionRow.class, VersionKey.of(project, version));
        if (row == null || row.isDeleted()) {
            throw new PlatformException(ErrorCode.NOT_FOUND, "There is no model version " + version,
                    "List them with: attune model show " + version.name());
        }
        return row;
    }

    private int nextNumber(ProjectId project, String model) {
        return jdbc.sql("""
                update registry.model set last_number = last_number + 1, updated_at = ? where project = ? and name = ?
                returning last_number
                """).params(now().atOffset(ZoneOffset.UTC), project.value(), model).query(Integer.class).single();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
