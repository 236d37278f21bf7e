package io.attune.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import io.attune.registry.DatasetRecords;
import io.attune.registry.DatasetVersion;
import io.attune.registry.DatasetWithdrawal;
import io.attune.registry.NewDatasetVersion;
import io.attune.registry.VersionRef;

/** The registry's records, kept in memory: this module's tests need no more of the registry. */
class RecordsInMemory implements DatasetRecords {
    private final List<DatasetVersion> versions = new ArrayList<>();

    @Override
    public synchronized Recorded record(NewDatasetVersion version) {
        Optional<DatasetVersion> standing = find(version.project(), version.name(), version.digest());
        if (standing.isPresent()) {
            return new Recorded(standing.get(), true);
        }
        DatasetVersion added = new DatasetVersion(versions(version.project(), version.name()).size() + 1, version);
        versions.add(added);
        return new Recorded(added, false);
    }

    @Override
    public synchronized DatasetVersion withdraw(ProjectId project, VersionRef ref, DatasetWithdrawal withdrawal) {
        DatasetVersion standing = find(project, ref).orElseThrow();
        if (standing.withdrawal() != null) {
            return standing;
        }
        DatasetVersion withdrawn = new DatasetVersion(standing.number(), standing.content(), withdrawal);
        versions.set(versions.indexOf(standing), withdrawn);
        return withdrawn;
    }

    @Override
    public synchronized Optional<DatasetVersion> find(ProjectId project, VersionRef ref) {
        return versions(project, ref.name()).stream().filter(v -> v.number() == ref.number()).findFirst();
    }

    @Override
    public synchronized Optional<DatasetVersion> find(ProjectId project, String name, Digest digest) {
        return versions(project, name).stream().filter(v -> v.content().digest().equals(digest)).findFirst();
    }

    @Override
    public synchronized Optional<DatasetVersion> latest(ProjectId project, String name) {
        return versions(project, name).stream().filter(v -> v.withdrawal() == null).findFirst().or(
                () -> versions(project, name).stream().findFirst());
    }

    @Override
    public synchronized List<DatasetVersion> versions(ProjectId project, String name) {
        return versions.stream().filter(v -> v.content().project().equals(project) && v.content().name().equals(
                name)).toList().reversed();
    }

    @Override
    public synchronized List<DatasetVersion> list(ProjectId project) {
        return versions.stream().filter(v -> v.content().project().equals(project)).map(
                v -> v.content().name()).distinct().sorted().flatMap(
                        name -> latest(project, name).stream()).toList();
    }
}
