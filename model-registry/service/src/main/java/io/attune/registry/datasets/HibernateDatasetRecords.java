package io.attune.registry.datasets;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import jakarta.persistence.EntityManager;

import io.attune.kernel.Digest;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.registry.DatasetRecords;
import io.attune.registry.DatasetVersion;
import io.attune.registry.DatasetWithdrawal;
import io.attune.registry.Lineage;
import io.attune.registry.LineageNode;
import io.attune.registry.NewDatasetVersion;
import io.attune.registry.VersionRef;
import io.attune.registry.storage.VersionKey;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@Transactional
class HibernateDatasetRecords implements DatasetRecords {
    private final EntityManager entities;
    private final JdbcClient jdbc;
    private final Lineage lineage;

    HibernateDatasetRecords(EntityManager entities, JdbcClient jdbc, Lineage lineage) {
        this.entities = entities;
        this.jdbc = jdbc;
        this.lineage = lineage;
    }

    @Override
    public Recorded record(NewDatasetVersion content) {
        lock(content.project(), content.name());
        return find(content.project(), content.name(), content.digest()).map(
                first -> new Recorded(first, true)).orElseGet(() -> new Recorded(insert(content), false));
    }

    @Override
    public DatasetVersion withdraw(ProjectId project, VersionRef ref, DatasetWithdrawal withdrawal) {
        lock(project, ref.name());
        DatasetVersion standing = find(project, ref).orElseThrow(() -> new PlatformException(ErrorCode.NOT_FOUND,
                "There is no dataset version " + ref, "List the versions there are: attune dataset show "
                        + ref.name()));
        if (standing.withdrawal() != null) {
            return standing;
        }
        entities.persist(new WithdrawalRow(VersionKey.of(project, ref), withdrawal));
        entities.flush();
        VersionRef successor = withdrawal.successor();
        if (successor != null) {
            lineage.link(project, LineageNode.dataset(ref), LineageNode.dataset(successor));
        }
        return new DatasetVersion(ref.number(), standing.content(), withdrawal);
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<DatasetVersion> find(ProjectId project, VersionRef ref) {
        VersionKey key = VersionKey.of(project, ref);
        return Optional.ofNullable(entities.find(DatasetVersionRow.class, key)).map(
                row -> row.toVersion(entities.find(WithdrawalRow.class, key)));
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<DatasetVersion> find(ProjectId project, String name, Digest digest) {
        return entities.createQuery("""
                from DatasetVersionRow where key.project = :project and key.name = :name and digest = :digest
                """, DatasetVersionRow.class).setParameter("project", project.value()).setParameter("name",
                name).setParameter("digest", digest.hex()).getResultList().stream().findAny().map(
                        row -> row.toVersion(entities.find(WithdrawalRow.class, row.key())));
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<DatasetVersion> latest(ProjectId project, String name) {
        return Succession.newest(versions(project, name));
    }

    @Override
    @Transactional(readOnly = true)
    public List<DatasetVersion> versions(ProjectId project, String name) {
        return withWithdrawals(project, entities.createQuery("""
                from DatasetVersionRow where key.project = :project and key.name = :name order by key.number desc
                """, DatasetVersionRow.class).setParameter("project", project.value()).setParameter("name",
                name).getResultList());
    }

    @Override
    @Transactional(readOnly = true)
    public List<DatasetVersion> list(ProjectId project) {
        TreeMap<String, List<DatasetVersion>> byName = new TreeMap<>();
        withWithdrawals(project, entities.createQuery("from DatasetVersionRow where key.project = :project",
                DatasetVersionRow.class).setParameter("project", project.value()).getResultList()).forEach(
                        version -> byName.computeIfAbsent(version.content().name(), n -> new ArrayList<>()).add(
                                version));
        return byName.values().stream().flatMap(versions -> Succession.newest(versions).stream()).toList();
    }

    private List<DatasetVersion> withWithdrawals(ProjectId project, List<DatasetVersionRow> rows) {
        Map<VersionKey, WithdrawalRow> withdrawals = new HashMap<>();
        entities.createQuery("from DatasetWithdrawalRow where key.project = :project",
                WithdrawalRow.class).setParameter("project", project.value()).getResultList().forEach(
                        row -> withdrawals.put(row.key(),
                                row));
        return rows.stream().map(row -> row.toVersion(withdrawals.get(row.key()))).toList();
    }

    private DatasetVersion insert(NewDatasetVersion content) {
        int number = nextNumber(content.project(), content.name());
        VersionKey key = new VersionKey(content.project().value(), content.name(), number);
        entities.persist(new DatasetVersionRow(key, content));
        entities.flush();
        content.inputs().forEach(input -> lineage.link(content.project(), LineageNode.source(input.name(),
                input.digest()), LineageNode.dataset(key.ref())));
        return new DatasetVersion(number, content);
    }

    /** Lets nobody else number versions of this dataset until the transaction ends. */
    private void lock(ProjectId project, String name) {
        jdbc.sql("insert into registry.dataset (project, name) values (?, ?) on conflict do nothing").params(
                project.value(), name).update();
        jdbc.sql("select name from registry.dataset where project = ? and name = ? for update").params(
                project.value(), name).query(String.class).single();
    }

    private int nextNumber(ProjectId project, String name) {
        return jdbc.sql("""
                update registry.dataset set last_number = last_number + 1 where project = ? and name = ?
                returning last_number
                """).params(project.value(), name).query(Integer.class).single();
    }
}
