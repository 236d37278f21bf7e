package io.attune.dataset.store;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.attune.dataset.DatasetVersion.SplitCount;
import io.attune.kernel.Digest;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.pipeline.CuratedExample;
import io.attune.pipeline.Drop;
import io.attune.pipeline.ExampleJson;
import io.attune.pipeline.Split;
import io.attune.pipeline.curate.Curated;
import io.attune.pipeline.curate.DatasetIdentity;
import io.attune.pipeline.curate.Leakage;
import io.attune.pipeline.curate.StepTime;
import io.attune.pipeline.curate.TracedJson;
import io.attune.pipeline.decide.DecisionJson;
import io.attune.pipeline.plan.CurationPlan;
import io.attune.platform.ObjectKey;
import io.attune.platform.ObjectStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Writes a version's objects; the manifest comes last, so a version is whole or not there. */
@Component
public class VersionWriter {
    private static final Logger log = LoggerFactory.getLogger(VersionWriter.class);

    private final ObjectStore objects;
    private final InstantSource clock;

    VersionWriter(ObjectStore objects, InstantSource clock) {
        this.objects = objects;
        this.clock = clock;
    }

    /**
     * Writes what is not there yet; a version that has a manifest is left untouched.
     *
     * @param times what the steps cost
     * @param origins where inputs were copied from
     * @return the manifest as it stands
     */
    public Manifest write(ProjectId project, String dataset, CurationPlan plan, DatasetIdentity identity,
            Curated curated, List<StepTime> times, List<Map<String, String>> origins) {
        return write(project, dataset, plan.toMap(), identity, curated, times, origins);
    }

    /**
     * The same with a plan that an earlier manifest has, which may say what plans can no longer say.
     *
     * @param plan as {@link CurationPlan#toMap} gave it
     */
    public Manifest write(ProjectId project, String dataset, Map<String, Object> plan, DatasetIdentity identity,
            Curated curated, List<StepTime> times, List<Map<String, String>> origins) {
        Digest digest = identity.digest();
        ObjectKey manifestKey = Layout.manifest(project, dataset, digest);
        var standing = objects.get(manifestKey);
        if (standing.isPresent()) {
            return Manifest.ofJson(standing.get());
        }
        ObjectKey folder = Layout.folder(project, dataset, digest);
        List<LineFile> files = new ArrayList<>();
        Map<Split, SplitCount> counts = new EnumMap<>(Split.class);
        for (Split split : Split.values()) {
            counts.put(split, writeSplit(folder, split, curated, files));
        }
        files.add(writeDrops(folder, curated));
        files.add(writeOutcomes(folder, curated));
        files.add(writeStale(folder, curated));
        Manifest manifest = new Manifest(dataset, digest, clock.instant(), counts, curated.funnel(), identity.inputs(),
                identity.tokenizer(), plan, identity.plan(), identity.steps(), identity.seed(),
                identity.root(), files, Profile.of(curated.examples()), times, origins, leakage(curated));
        objects.put(manifestKey, manifest.toJson());
        return manifest;
    }

    /** Measured beside the digest; a machine with too little memory for it still builds the version. */
    private static @Nullable Leakage leakage(Curated curated) {
        try {
            return Leakage.of(curated.examples(), Runtime.getRuntime().availableProcessors());
        } catch (PlatformException e) {
            log.warn("The leakage of a version was not measured: {}", e.message());
            return null;
        }
    }

    private SplitCount writeSplit(ObjectKey folder, Split split, Curated curated, List<LineFile> files) {
        long examples = 0;
        long tokens = 0;
        try (LineFileWriter chat = new LineFileWriter(objects, folder, Manifest.chat(split));
                LineFileWriter records = new LineFileWriter(objects, folder, Manifest.records(split))) {
            for (CuratedExample example : curated.examples()) {
                if (example.split() == split) {
                    chat.add(ExampleJson.chatLine(example.example()), null);
                    records.add(ExampleJson.write(example.example()).put("tokens", example.tokens()).toString(),
                            example.id().hex());
                    examples++;
                    tokens += example.tokens();
                }
            }
            files.add(chat.finish());
            files.add(records.finish());
        }
        return new SplitCount(examples, tokens);
    }

    private LineFile writeDrops(ObjectKey folder, Curated curated) {
        try (LineFileWriter ledger = new LineFileWriter(objects, folder, Manifest.DROPS)) {
            curated.drops().forEach(drop -> ledger.add(TracedJson.write(drop), null));
            return ledger.finish();
        }
    }

    private LineFile writeOutcomes(ObjectKey folder, Curated curated) {
        try (LineFileWriter outcomes = new LineFileWriter(objects, folder, Manifest.OUTCOMES)) {
            Stream.concat(curated.examples().stream().map(e -> Outcome.of(e, changedBy(curated, e.example().source(),
                    e.example().key()), readAs(curated, e.example().source(), e.example().key()))),
                    curated.drops().stream().map(d -> outcome(curated, d))).sorted().forEach(
                            outcome -> outcomes.add(outcome.write(), outcome.sortKey()));
            return outcomes.finish();
        }
    }

    private LineFile writeStale(ObjectKey folder, Curated curated) {
        try (LineFileWriter stale = new LineFileWriter(objects, folder, Manifest.STALE)) {
            curated.stale().forEach(decision -> stale.add(DecisionJson.write(decision), null));
            return stale.finish();
        }
    }

    private static Outcome outcome(Curated curated, Drop drop) {
        return Outcome.of(drop, changedBy(curated, drop.source(), drop.key()), readAs(curated, drop.source(),
                drop.key()));
    }

    private static @Nullable Digest readAs(Curated curated, String source, String key) {
        return curated.readAs().get(source + "/" + key);
    }

    private static List<String> changedBy(Curated curated, String source, String key) {
        return curated.changedBy().getOrDefault(source + "/" + key, List.of());
    }
}
