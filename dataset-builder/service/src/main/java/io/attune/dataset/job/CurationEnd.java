package io.attune.dataset.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.attune.dataset.CurationRequest;
import io.attune.dataset.DatasetVersion.SplitCount;
import io.attune.dataset.store.Manifest;
import io.attune.dataset.store.VersionWriter;
import io.attune.kernel.CanonicalJson;
import io.attune.kernel.Digest;
import io.attune.kernel.InvalidInputException;
import io.attune.kernel.Problem;
import io.attune.kernel.TokenCount;
import io.attune.pipeline.curate.Curated;
import io.attune.pipeline.curate.DatasetIdentity;
import io.attune.pipeline.curate.InputDigest;
import io.attune.pipeline.curate.Traced;
import io.attune.pipeline.plan.SourceSpec;
import io.attune.registry.DatasetRecords;
import io.attune.registry.NewDatasetVersion;
import org.springframework.stereotype.Component;

/** The job's last step: from traces to a recorded version. Every part of it may be repeated. */
@Component
class CurationEnd {
    private final CurationStore store;
    private final VersionWriter versions;
    private final DatasetRecords records;

    CurationEnd(CurationStore store, VersionWriter versions, DatasetRecords records) {
        this.store = store;
        this.versions = versions;
        this.records = records;
    }

    void write(CurationContext context) {
        CurationRequest request = context.request();
        CurationKey key = new CurationKey(request.project(), request.key());
        List<Traced> traces = context.workspace().traces();
        store.progress(key, "write", 0, 0, traces.size());
        Curated curated = context.curator().finish(traces);
        List<InputDigest> inputs = context.plan().inputDigests();
        DatasetIdentity identity = new DatasetIdentity(request.plan().digest(), context.curator().versions(),
                context.tokens().version(), request.plan().split().seed(), inputs, curated.root());
        Manifest manifest = versions.write(request.project(), request.dataset(), request.plan(), identity, curated,
                context.curator().times(), context.plan().origins(request.plan()));
        if (store.find(key).filter(row -> row.state().equals("RUNNING")).isEmpty()) {
            throw new InvalidInputException("Dataset '" + request.dataset() + "'", List.of(new Problem("/sources",
                    "it was ended while it was made", "Start a new run.")));
        }
        Digest digest = identity.digest();
        store.fixVersion(key, digest, records.find(request.project(), request.dataset(), digest).isPresent());
        int number = records.record(record(request, manifest)).version().number();
        store.progress(key, "write", 0, traces.size(), traces.size());
        context.cache().keep(context.plan().parts(), context.workspace()::chunks);
        store.finish(key, number);
    }

    private static NewDatasetVersion record(CurationRequest request, Manifest manifest) {
        Map<String, Long> counts = new LinkedHashMap<>();
        manifest.splits().forEach((split, count) -> counts.put(split.word(), count.examples()));
        long tokens = manifest.splits().values().stream().mapToLong(SplitCount::tokens).sum();
        String path = "datasets/" + request.dataset() + "/" + manifest.digest().hex() + "/manifest.json";
        return new NewDatasetVersion(request.project(), request.dataset(), manifest.digest(), path, counts,
                new TokenCount(tokens), request.dataset(), inputs(request, manifest), manifest.createdAt());
    }

    /** One input for each source: where a source has several files, the digest is of all of theirs. */
    private static List<NewDatasetVersion.Input> inputs(CurationRequest request, Manifest manifest) {
        List<NewDatasetVersion.Input> inputs = new ArrayList<>();
        for (SourceSpec source : request.plan().sources()) {
            List<String> digests = manifest.inputs().stream().filter(input -> input.source().equals(source.name())).map(
                    input -> input.digest().hex()).sorted().toList();
            Digest digest = digests.size() == 1 ? new Digest(digests.getFirst()) : CanonicalJson.digest(digests);
            inputs.add(new NewDatasetVersion.Input(source.name(), digest, source.license()));
        }
        return inputs;
    }
}
