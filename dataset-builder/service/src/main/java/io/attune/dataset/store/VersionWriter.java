package io.attune.dataset.store;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.attune.dataset.DatasetVersion.SplitCount;
import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import io.attune.pipeline.CuratedExample;
import io.attune.pipeline.ExampleJson;
import io.attune.pipeline.Split;
import io.attune.pipeline.curate.Curated;
import io.attune.pipeline.curate.DatasetIdentity;
import io.attune.pipeline.curate.TracedJson;
import io.attune.pipeline.plan.CurationPlan;
import io.attune.platform.ObjectKey;
import io.attune.platform.ObjectStore;
import org.springframework.stereotype.Component;

/** Writes a version's objects; the manifest comes last, so a version is whole or not there. */
@Component
public class VersionWriter {
    private static final int SHARD_EXAMPLES = 50_000;

    private final ObjectStore objects;
    private final InstantSource clock;

    VersionWriter(ObjectStore objects, InstantSource clock) {
        this.objects = objects;
        this.clock = clock;
    }

    /**
     * Writes what is not there yet; a version that has a manifest is left untouched.
     *
     * @return the manifest as it stands
     */
    public Manifest write(ProjectId project, String dataset, CurationPlan plan, DatasetIdentity identity,
            Curated curated) {
        Digest digest = identity.digest();
        ObjectKey manifestKey = Layout.manifest(project, dataset, digest);
        var standing = objects.get(manifestKey);
        if (standing.isPresent()) {
            return Manifest.ofJson(standing.get());
        }
        ObjectKey folder = Layout.folder(project, dataset, digest);
        List<Manifest.Shard> shards = new ArrayList<>();
        Map<Split, SplitCount> counts = new EnumMap<>(Split.class);
        for (Split split : Split.values()) {
            List<CuratedExample> examples = curated.examples().stream().filter(e -> e.split() == split).toList();
            counts.put(split, new SplitCount(examples.size(),
                    examples.stream().mapToLong(CuratedExample::tokens).sum()));
            for (int from = 0; from < examples.size(); from += SHARD_EXAMPLES) {
                shards.add(shard(folder, split, from / SHARD_EXAMPLES,
                        examples.subList(from, Math.min(examples.size(), from + SHARD_EXAMPLES))));
            }
        }
        Manifest.Ledger ledger = new Manifest.Ledger("drops.jsonl.zst", curated.drops().size());
        ZstdLines.write(objects, folder.resolve(ledger.file()),
                curated.drops().stream().map(TracedJson::write).iterator());
        Manifest manifest = new Manifest(dataset, digest, clock.instant(), counts, curated.funnel(), identity.inputs(),
                identity.tokenizer(), plan.toMap(), identity.plan(), identity.steps(), identity.seed(),
                identity.root(), shards, ledger);
        objects.put(manifestKey, manifest.toJson());
        return manifest;
    }

    private Manifest.Shard shard(ObjectKey folder, Split split, int number, List<CuratedExample> examples) {
        String file = String.format(Locale.ROOT, "%s-%05d.jsonl.zst", split.word(), number);
        ZstdLines.Written written = ZstdLines.write(objects, folder.resolve(file),
                examples.stream().map(VersionWriter::line).iterator());
        return new Manifest.Shard(split, file, written.lines(), written.bytes(), written.sha256());
    }

    private static String line(CuratedExample example) {
        return ExampleJson.write(example.example()).put("tokens", example.tokens()).toString();
    }
}
