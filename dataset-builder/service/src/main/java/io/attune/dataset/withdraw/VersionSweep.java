package io.attune.dataset.withdraw;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.attune.dataset.DatasetVersionRef;
import io.attune.dataset.store.LineReader;
import io.attune.dataset.store.Manifest;
import io.attune.dataset.store.StoredExample;
import io.attune.dataset.store.VersionEraser;
import io.attune.dataset.store.VersionReader;
import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import io.attune.pipeline.CuratedExample;
import io.attune.pipeline.Drop;
import io.attune.pipeline.Split;
import io.attune.pipeline.curate.InputDigest;
import io.attune.pipeline.curate.TracedJson;
import io.attune.platform.privacy.Holding;
import io.attune.registry.DatasetRecords;
import io.attune.registry.DatasetVersion;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Looks through every version of a project's datasets: the records and the drop ledgers. */
@Component
class VersionSweep {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final DatasetRecords records;
    private final VersionReader reader;
    private final VersionEraser eraser;

    VersionSweep(DatasetRecords records, VersionReader reader, VersionEraser eraser) {
        this.records = records;
        this.reader = reader;
        this.eraser = eraser;
    }

    /** Every version there is, oldest first. */
    List<DatasetVersion> versions(ProjectId project) {
        return records.list(project).stream().flatMap(newest -> records.versions(project,
                newest.content().name()).reversed().stream()).toList();
    }

    List<Place> find(ProjectId project, Sought sought) {
        List<Place> places = new ArrayList<>();
        for (DatasetVersion version : versions(project)) {
            DatasetVersionRef ref = ref(version);
            if (version.withdrawal() == null) {
                examples(ref, sought, places);
                ledger(ref, sought, places);
            } else if (eraser.hasPayload(ref)) {
                places.add(new Place.Remains(ref, new Holding("remains", ref.toString(), "objects of " + words(ref)
                        + ", which is withdrawn", 1, "not yet destroyed")));
            }
        }
        return places;
    }

    static DatasetVersionRef ref(DatasetVersion version) {
        return new DatasetVersionRef(version.content().project(), version.content().name(), version.number(),
                version.content().digest());
    }

    private static String words(DatasetVersionRef ref) {
        return "version " + ref.number() + " of dataset " + ref.name();
    }

    private void examples(DatasetVersionRef ref, Sought sought, List<Place> places) {
        List<InputDigest> inputs = reader.manifest(ref).inputs();
        Set<Digest> ids = new HashSet<>();
        Set<String> why = new TreeSet<>();
        List<String> items = new ArrayList<>();
        for (Split split : Split.values()) {
            LineReader lines = reader.lines(ref, Manifest.records(split), 0);
            while (lines.hasNext()) {
                String line = lines.next();
                JsonNode node = MAPPER.readTree(line);
                String found = sought.inLine(ref.name(), node);
                if (found == null) {
                    found = byFile(inputs, sought, node.get("source").stringValue(), node.get("key").stringValue());
                }
                if (found != null) {
                    CuratedExample example = StoredExample.read(line, split);
                    sought.learn(example.example());
                    ids.add(example.id());
                    why.add(found);
                    items.add(line);
                }
            }
        }
        if (!items.isEmpty()) {
            places.add(new Place.InVersion(ref, ids, new Holding("dataset-version", ref.toString(), "records of "
                    + words(ref), items.size(), String.join(", ", why)), items));
        }
    }

    private static @Nullable String byFile(List<InputDigest> inputs, Sought sought, String source, String key) {
        boolean found = inputs.stream().anyMatch(input -> input.source().equals(source) && sought.isOfFile(
                input.digest(), source, key));
        return found ? "read from a record of the subject" : null;
    }

    private void ledger(DatasetVersionRef ref, Sought sought, List<Place> places) {
        List<InputDigest> inputs = reader.manifest(ref).inputs();
        Set<Long> numbers = new HashSet<>();
        Set<String> why = new TreeSet<>();
        List<String> items = new ArrayList<>();
        LineReader lines = reader.lines(ref, Manifest.DROPS, 0);
        while (lines.hasNext()) {
            long number = lines.position();
            String line = lines.next();
            Drop drop = TracedJson.readDrop(line);
            String found = sought.inTree(MAPPER.readTree(line));
            if (found == null) {
                found = sought.named(ref.name(), drop.source(), drop.key());
            }
            if (found == null) {
                found = byFile(inputs, sought, drop.source(), drop.key());
            }
            if (found != null) {
                numbers.add(number);
                why.add(found);
                items.add(line);
            }
        }
        if (!items.isEmpty()) {
            places.add(new Place.InLedger(ref, numbers, new Holding("drop-ledger", ref + " drops",
                    "entries of the drop ledger of " + words(ref), items.size(), String.join(", ", why)), items));
        }
    }
}
