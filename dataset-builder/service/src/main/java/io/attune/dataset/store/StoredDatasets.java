package io.attune.dataset.store;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.attune.dataset.DatasetVersion;
import io.attune.dataset.DatasetVersionRef;
import io.attune.dataset.Datasets;
import io.attune.kernel.Digest;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.pipeline.CuratedExample;
import io.attune.pipeline.Drop;
import io.attune.pipeline.Split;
import io.attune.pipeline.curate.TracedJson;
import io.attune.registry.DatasetRecords;
import io.attune.registry.DatasetWithdrawal;
import io.attune.registry.VersionRef;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads versions: which there are from the registry's records, what is in them from the object store. */
@Component
class StoredDatasets implements Datasets {
    private final DatasetRecords records;
    private final VersionReader reader;

    StoredDatasets(DatasetRecords records, VersionReader reader) {
        this.records = records;
        this.reader = reader;
    }

    @Override
    public Optional<DatasetVersion> find(ProjectId project, String name, String version) {
        return record(project, name, version).map(this::version);
    }

    private Optional<io.attune.registry.DatasetVersion> record(ProjectId project, String name, String version) {
        if (version.equals("latest")) {
            return records.latest(project, name);
        }
        if (version.matches("[1-9][0-9]{0,8}")) {
            return records.find(project, new VersionRef(name, Integer.parseInt(version)));
        }
        return version.matches("(sha256:)?[0-9a-f]{64}")
                ? records.find(project, name, Digest.parse(version))
                : Optional.empty();
    }

    @Override
    public DatasetVersion version(DatasetVersionRef ref) {
        return reader.manifest(ref).toVersion(ref, records.find(ref.project(), ref.name(), ref.digest()).map(
                StoredDatasets::withdrawn).orElse(null));
    }

    private DatasetVersion version(io.attune.registry.DatasetVersion recorded) {
        DatasetVersionRef ref = ref(recorded);
        return reader.manifest(ref).toVersion(ref, withdrawn(recorded));
    }

    private static DatasetVersion.@Nullable Withdrawn withdrawn(io.attune.registry.DatasetVersion recorded) {
        DatasetWithdrawal withdrawal = recorded.withdrawal();
        return withdrawal == null
                ? null
                : new DatasetVersion.Withdrawn(withdrawal.at(), withdrawal.reason(), withdrawal.successor() == null
                        ? null
                        : withdrawal.successor().toString());
    }

    @Override
    public List<DatasetVersionRef> versions(ProjectId project, String name) {
        return records.versions(project, name).stream().map(StoredDatasets::ref).toList();
    }

    @Override
    public List<DatasetVersionRef> list(ProjectId project) {
        return records.list(project).stream().map(StoredDatasets::ref).toList();
    }

    @Override
    public Stream<CuratedExample> examples(DatasetVersionRef ref, Split split) {
        return stream(reader.lines(ref, Manifest.records(split), 0)).map(line -> StoredExample.read(line, split));
    }

    private static Stream<String> stream(LineReader lines) {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(lines, Spliterator.ORDERED
                | Spliterator.NONNULL), false);
    }

    @Override
    public ExportedFile exportJsonl(DatasetVersionRef ref, Split split, Path target) {
        reader.requireReadable(ref);
        Manifest manifest = reader.manifest(ref);
        LineFile file = manifest.file(Manifest.chat(split)).orElseThrow(() -> new PlatformException(
                ErrorCode.NOT_FOUND, "Version " + ref + " has no file " + Manifest.chat(split),
                "Build the version again."));
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
            reader.copy(ref, file, 0, file.bytes(), out);
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + target + " could not be written", e);
        }
        long tokens = manifest.splits().getOrDefault(split, new DatasetVersion.SplitCount(0, 0)).tokens();
        return new ExportedFile(target, file.lines(), tokens, file.bytes(), file.digest());
    }

    @Override
    public List<Drop> drops(DatasetVersionRef ref, long after, int limit) {
        return stream(reader.lines(ref, Manifest.DROPS, after)).limit(limit).map(TracedJson::readDrop).toList();
    }

    private static DatasetVersionRef ref(io.attune.registry.DatasetVersion version) {
        return new DatasetVersionRef(version.content().project(), version.content().name(), version.number(),
                version.content().digest());
    }
}
