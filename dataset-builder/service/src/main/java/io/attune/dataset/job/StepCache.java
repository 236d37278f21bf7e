package io.attune.dataset.job;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.attune.dataset.CurationRequest;
import io.attune.kernel.CanonicalJson;
import io.attune.kernel.Digest;
import io.attune.platform.ObjectKey;
import io.attune.platform.ObjectStore;

/**
 * What the steps that judge a record by itself said of each part, kept from a dataset's last build to its next: a build
 * after an append, or with other later steps, reads only the parts that are new. A part is found by the digest of its bytes,
 * its file and place, its source's settings, the steps with versions and parameters, and what people decided and withdrew. The
 * objects lie below the folder in which a withdrawal looks for working objects.
 */
final class StepCache {
    private static final String FORMAT = "1";

    private final ObjectStore objects;
    private final CurationRequest request;
    private final WorkPlan plan;
    private final Digest steps;
    private final ObjectKey folder;

    /** @param steps of the curator's early steps */
    StepCache(ObjectStore objects, CurationRequest request, WorkPlan plan, Digest steps) {
        this.objects = objects;
        this.request = request;
        this.plan = plan;
        this.steps = steps;
        this.folder = new ObjectKey(request.project(), "datasets/.steps/" + request.dataset());
    }

    /** The packed traces of a part, as a build before kept them. */
    Optional<byte[]> find(Part part) {
        return objects.get(key(part));
    }

    /**
     * Keeps every part of a build that has come to its end, and removes what earlier builds kept of others.
     *
     * @param chunks the objects with a part's traces, in order
     */
    void keep(List<Part> parts, java.util.function.IntFunction<List<ObjectKey>> chunks) {
        Set<ObjectKey> standing = new HashSet<>(objects.list(folder.resolve("")));
        Set<ObjectKey> kept = new HashSet<>();
        for (int i = 0; i < parts.size(); i++) {
            ObjectKey key = key(parts.get(i));
            kept.add(key);
            if (!standing.contains(key)) {
                objects.put(key, joined(chunks.apply(i)));
            }
        }
        standing.stream().filter(key -> !kept.contains(key)).forEach(objects::delete);
    }

    /** Frames of zstd one behind the other are again a file of zstd (RFC 8878, section 3). */
    private byte[] joined(List<ObjectKey> chunks) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        chunks.forEach(chunk -> objects.get(chunk).ifPresent(all::writeBytes));
        return all.toByteArray();
    }

    private ObjectKey key(Part part) {
        Map<String, Object> what = new HashMap<>();
        what.put("format", FORMAT);
        what.put("source", ((List<?>) request.plan().toMap().getOrDefault("sources", List.of())).get(part.source()));
        what.put("file", part.file() < 0 ? "" : plan.files().get(part.file()).name());
        what.put("part", List.of(part.source(), part.firstLine(), part.sha256() == null ? part.from() : part.sha256(),
                part.count()));
        what.put("steps", steps.hex());
        what.put("people", plan.inputs().stream().filter(input -> part.sha256() == null || WorkPlan.PEOPLE.contains(
                input.source())).map(input -> List.of(input.source(), input.place(), input.sha256())).toList());
        return folder.resolve(CanonicalJson.digest(what).hex() + ".jsonl.zst");
    }
}
