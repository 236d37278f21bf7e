package io.attune.dataset.store;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.attune.dataset.DatasetVersion;
import io.attune.dataset.DatasetVersionRef;
import io.attune.dataset.Datasets;
import io.attune.kernel.Digest;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.pipeline.CuratedExample;
import io.attune.pipeline.Drop;
import io.attune.pipeline.Example;
import io.attune.pipeline.ExampleJson;
import io.attune.pipeline.Split;
import io.attune.pipeline.curate.TracedJson;
import io.attune.platform.ObjectKey;
import io.attune.platform.ObjectStore;
import io.attune.registry.DatasetRecords;
import io.attune.registry.VersionRef;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads versions: which there are from the registry's records, what is in them from the object store. */
@Component
class StoredDatasets implements Datasets {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int MANIFESTS_MAX = 100;

    private final DatasetRecords records;
    private final ObjectStore objects;
    /** Manifests never change, so a copy is as good as the object. */
    private final Map<ObjectKey, Manifest> manifests = new ConcurrentHashMap<>();

    StoredDatasets(DatasetRecords records, ObjectStore objects) {
        this.records = records;
        this.objects = objects;
    }

    @Override
    public Optional<DatasetVersion> find(ProjectId project, String name, String version) {
        return record(project, name, version).map(StoredDatasets::ref).map(this::version);
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
        return manifest(ref).toVersion(ref);
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
        ObjectKey folder = Layout.folder(ref.project(), ref.name(), ref.digest());
        return manifest(ref).shards().stream().filter(shard -> shard.split() == split).flatMap(
                shard -> ZstdLines.read(objects, folder.resolve(shard.file()))).map(line -> example(line, split));
    }

    private static CuratedExample example(String line, Split split) {
        JsonNode node = MAPPER.readTree(line);
        Example example = ExampleJson.read(node);
        return new CuratedExample(new Digest(node.get("id").stringValue()), example, split,
                node.get("tokens").intValue());
    }

    @Override
    public ExportedFile exportJsonl(DatasetVersionRef ref, Split split, Path target) {
        long count = 0;
        long tokens = 0;
        try (Stream<CuratedExample> examples = examples(ref, split);
                BufferedWriter out = Files.newBufferedWriter(target, StandardCharsets.UTF_8)) {
            for (Iterator<CuratedExample> each = examples.iterator(); each.hasNext(); count++) {
                CuratedExample example = each.next();
                out.append(ExampleJson.chatLine(example.example())).append('\n');
                tokens += example.tokens();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + target + " could not be written", e);
        }
        return exported(target, count, tokens);
    }

    private static ExportedFile exported(Path target, long count, long tokens) {
        try (InputStream in = Files.newInputStream(target)) {
            return new ExportedFile(target, count, tokens, Files.size(target), Digest.of(in));
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + target + " could not be read", e);
        }
    }

    @Override
    public List<Drop> drops(DatasetVersionRef ref, long after, int limit) {
        ObjectKey ledger = Layout.folder(ref.project(), ref.name(), ref.digest()).resolve(manifest(ref).drops().file());
        try (Stream<String> lines = ZstdLines.read(objects, ledger)) {
            return lines.skip(after).limit(limit).map(TracedJson::readDrop).toList();
        }
    }

    private Manifest manifest(DatasetVersionRef ref) {
        ObjectKey key = Layout.manifest(ref.project(), ref.name(), ref.digest());
        Manifest known = manifests.get(key);
        if (known != null) {
            return known;
        }
        Manifest read = objects.get(key).map(Manifest::ofJson).orElseThrow(() -> new PlatformException(
                ErrorCode.NOT_FOUND, "There is no dataset version " + ref + " (" + ref.digest().shortForm() + ")",
                "List the versions there are: attune dataset show " + ref.name()));
        if (manifests.size() >= MANIFESTS_MAX) {
            manifests.clear();
        }
        manifests.put(key, read);
        return read;
    }

    private static DatasetVersionRef ref(io.attune.registry.DatasetVersion version) {
        return new DatasetVersionRef(version.content().project(), version.content().name(), version.number(),
                version.content().digest());
    }
}
