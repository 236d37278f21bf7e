package io.attune.dataset.job;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import io.attune.dataset.store.ZstdLines;
import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import io.attune.pipeline.curate.Traced;
import io.attune.pipeline.curate.TracedJson;
import io.attune.platform.ObjectKey;
import io.attune.platform.ObjectStore;
import tools.jackson.databind.json.JsonMapper;

/** The objects of a curation that is under way, below a folder of its own. */
final class Workspace {
    /** With what the key of a draft begins; its UUID follows. */
    static final String DRAFT = "draft/";
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final ObjectStore objects;
    private final ObjectKey folder;

    Workspace(ObjectStore objects, ProjectId project, String key) {
        this.objects = objects;
        this.folder = new ObjectKey(project, "datasets/" + (key.startsWith(DRAFT)
                ? ".drafts/" + key.substring(DRAFT.length())
                : ".work/" + Digest.of(key).hex().substring(0, 32)));
    }

    void keep(WorkPlan plan) {
        objects.put(folder.resolve("plan.json"), MAPPER.writeValueAsBytes(plan));
    }

    Optional<WorkPlan> plan() {
        return objects.get(folder.resolve("plan.json")).map(json -> MAPPER.readValue(json, WorkPlan.class));
    }

    /** Keeps the traces of a chunk; the same chunk again replaces them. */
    void keep(int part, int chunk, List<? extends Traced> traces) {
        ZstdLines.write(objects, folder.resolve(chunkName(part, chunk)),
                traces.stream().map(TracedJson::write).iterator());
    }

    /** Takes the traces of a whole part from elsewhere, packed as this does. */
    void keep(int part, byte[] packed) {
        objects.put(folder.resolve(chunkName(part, 0)), packed);
    }

    /** The objects with a part's traces, in order. */
    List<ObjectKey> chunks(int part) {
        return objects.list(folder.resolve(String.format(Locale.ROOT, "traces/%06d-", part)));
    }

    /** Every trace kept, in no particular order. */
    List<Traced> traces() {
        return objects.list(folder.resolve("traces/")).parallelStream().flatMap(key -> {
            try (Stream<String> lines = ZstdLines.read(objects, key)) {
                return lines.map(TracedJson::read).toList().stream();
            }
        }).toList();
    }

    /** Removes everything. */
    void clear() {
        objects.list(folder.resolve("")).forEach(objects::delete);
    }

    private static String chunkName(int part, int chunk) {
        return String.format(Locale.ROOT, "traces/%06d-%06d.jsonl.zst", part, chunk);
    }
}
