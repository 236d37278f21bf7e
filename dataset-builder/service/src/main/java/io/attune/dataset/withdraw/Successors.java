package io.attune.dataset.withdraw;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.attune.dataset.DatasetVersion.SplitCount;
import io.attune.dataset.DatasetVersionRef;
import io.attune.dataset.store.LineReader;
import io.attune.dataset.store.Manifest;
import io.attune.dataset.store.Outcome;
import io.attune.dataset.store.StoredExample;
import io.attune.dataset.store.VersionReader;
import io.attune.dataset.store.VersionWriter;
import io.attune.dataset.suppress.KeyedHashes;
import io.attune.kernel.Digest;
import io.attune.kernel.TokenCount;
import io.attune.pipeline.CuratedExample;
import io.attune.pipeline.Drop;
import io.attune.pipeline.Funnel;
import io.attune.pipeline.Split;
import io.attune.pipeline.StepCount;
import io.attune.pipeline.curate.Curated;
import io.attune.pipeline.curate.DatasetIdentity;
import io.attune.pipeline.curate.InputDigest;
import io.attune.pipeline.curate.MerkleRoot;
import io.attune.pipeline.curate.TracedJson;
import io.attune.pipeline.withdraw.WithdrawalStep;
import io.attune.registry.DatasetRecords;
import io.attune.registry.NewDatasetVersion;
import io.attune.registry.VersionRef;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Builds the version that takes a withdrawn one's place: the same records in the same splits without the subject's. Built
 * again, it is the same version.
 */
@Component
class Successors {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final VersionReader reader;
    private final VersionWriter writer;
    private final DatasetRecords records;
    private final KeyedHashes hashes;

    Successors(VersionReader reader, VersionWriter writer, DatasetRecords records, KeyedHashes hashes) {
        this.reader = reader;
        this.writer = writer;
        this.records = records;
        this.hashes = hashes;
    }

    /**
     * Writes and records the successor.
     *
     * @param ids of the subject's examples
     * @param ledger numbers of the subject's lines in the drop ledger
     * @return empty when nothing remains
     */
    Optional<VersionRef> build(String withdrawal, DatasetVersionRef ref, Set<Digest> ids, Set<Long> ledger,
            Blanking blanking) {
        Manifest manifest = reader.manifest(ref);
        List<CuratedExample> removed = new ArrayList<>();
        List<CuratedExample> kept = new ArrayList<>();
        for (Split split : Split.values()) {
            LineReader lines = reader.lines(ref, Manifest.records(split), 0);
            while (lines.hasNext()) {
                CuratedExample example = StoredExample.read(lines.next(), split);
                (ids.contains(example.id()) ? removed : kept).add(example);
            }
        }
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        kept.sort(Comparator.comparing(CuratedExample::id));
        Curated curated = new Curated(kept, funnel(manifest, removed.size()), drops(withdrawal, ref, removed, ledger),
                MerkleRoot.of(kept), changedBy(ref, kept), Map.of(), List.of());
        DatasetIdentity identity = identity(withdrawal, ref, manifest, removed, curated);
        JsonNode plan = blanking.tree(MAPPER.valueToTree(manifest.plan()));
        Manifest written = writer.write(ref.project(), ref.name(), MAPPER.convertValue(plan,
                new TypeReference<Map<String, Object>>() {
                }), identity, curated, manifest.times(), MAPPER.convertValue(blanking.tree(MAPPER.valueToTree(
                        manifest.origins())), new TypeReference<List<Map<String, String>>>() {
                        }));
        return Optional.of(records.record(record(withdrawal, ref, written)).version().ref());
    }

    private DatasetIdentity identity(String withdrawal, DatasetVersionRef ref, Manifest manifest,
            List<CuratedExample> removed, Curated curated) {
        TreeSet<String> ids = new TreeSet<>();
        removed.forEach(example -> ids.add(example.id().hex()));
        List<InputDigest> inputs = new ArrayList<>(manifest.inputs());
        inputs.add(new InputDigest(input(withdrawal), "what was withdrawn", hashes.hash(ref.project(), "removed",
                ref.digest().hex() + '\n' + String.join("\n", ids))));
        List<DatasetIdentity.StepVersion> steps = new ArrayList<>(manifest.steps());
        steps.add(new DatasetIdentity.StepVersion(WithdrawalStep.NAME, WithdrawalStep.VERSION));
        return new DatasetIdentity(manifest.planDigest(), steps, manifest.tokenizer(), manifest.seed(), inputs,
                curated.root());
    }

    private static String input(String withdrawal) {
        return "withdrawal:" + withdrawal;
    }

    /** What one step keeps is what the next takes in; so the withdrawal is one step more. */
    private static Funnel funnel(Manifest manifest, int removed) {
        List<StepCount> steps = new ArrayList<>(manifest.funnel().steps());
        long in = manifest.funnel().kept();
        TreeMap<String, Long> reasons = new TreeMap<>();
        if (removed > 0) {
            reasons.put(WithdrawalStep.REASON, (long) removed);
        }
        steps.add(new StepCount(WithdrawalStep.NAME, WithdrawalStep.VERSION, in, 0, in - removed, removed, 0, 0,
                reasons));
        return new Funnel(steps);
    }

    /** The old ledger and the removed records; of what is the subject's only keyed names. */
    private List<Drop> drops(String withdrawal, DatasetVersionRef ref, List<CuratedExample> removed,
            Set<Long> ledger) {
        Set<String> subjects = new HashSet<>();
        removed.forEach(example -> subjects.add(example.example().source() + "/" + example.example().key()));
        List<Drop> drops = new ArrayList<>();
        LineReader lines = reader.lines(ref, Manifest.DROPS, 0);
        while (lines.hasNext()) {
            boolean masked = ledger.contains(lines.position());
            Drop drop = TracedJson.readDrop(lines.next());
            String twin = drop.twin();
            String twinName = twin == null || !(masked || subjects.contains(twin)) ? twin : name(ref, twin);
            drops.add(new Drop(drop.source(), masked
                    ? hashes.recordName(ref.project(), drop.source(), drop.key())
                    : drop.key(), drop.step(), drop.kind(), drop.reason(), masked ? Blanking.BLANK : drop.evidence(),
                    twinName,
                    drop.similarity()));
        }
        for (CuratedExample example : removed) {
            drops.add(new Drop(example.example().source(), hashes.recordName(ref.project(), example.example().source(),
                    example.example().key()), WithdrawalStep.NAME, Drop.Kind.DROPPED, WithdrawalStep.REASON,
                    withdrawal, null));
        }
        return drops;
    }

    private String name(DatasetVersionRef ref, String named) {
        int slash = Math.max(0, named.indexOf('/'));
        String source = named.substring(0, slash);
        return source + "/" + hashes.recordName(ref.project(), source, named.substring(slash + 1));
    }

    private Map<String, List<String>> changedBy(DatasetVersionRef ref, List<CuratedExample> kept) {
        Set<String> names = new HashSet<>();
        kept.forEach(example -> names.add(example.example().source() + "/" + example.example().key()));
        Map<String, List<String>> changedBy = new HashMap<>();
        LineReader lines = reader.lines(ref, Manifest.OUTCOMES, 0);
        while (lines.hasNext()) {
            Outcome outcome = Outcome.read(lines.next());
            String name = outcome.source() + "/" + outcome.key();
            if (!outcome.changedBy().isEmpty() && names.contains(name)) {
                changedBy.put(name, outcome.changedBy());
            }
        }
        return changedBy;
    }

    private NewDatasetVersion record(String withdrawal, DatasetVersionRef ref, Manifest manifest) {
        NewDatasetVersion old = records.find(ref.project(), new VersionRef(ref.name(),
                ref.number())).orElseThrow().content();
        Map<String, Long> counts = new LinkedHashMap<>();
        manifest.splits().forEach((split, count) -> counts.put(split.word(), count.examples()));
        long tokens = manifest.splits().values().stream().mapToLong(SplitCount::tokens).sum();
        List<NewDatasetVersion.Input> inputs = new ArrayList<>(old.inputs());
        inputs.add(new NewDatasetVersion.Input(input(withdrawal), manifest.inputs().getLast().digest(), "none"));
        return new NewDatasetVersion(ref.project(), ref.name(), manifest.digest(), "datasets/" + ref.name() + "/"
                + manifest.digest().hex() + "/manifest.json", counts, new TokenCount(tokens), old.recipe(), inputs,
                manifest.createdAt());
    }
}
