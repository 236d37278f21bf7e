package io.attune.dataset.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import io.attune.dataset.DatasetVersionRef;
import io.attune.platform.ObjectKey;
import io.attune.platform.ObjectStore;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Destroys a version's examples. What stays is its manifest without places: digest, counts, statistics. */
@Component
public class VersionEraser {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final ObjectStore objects;
    private final VersionReader reader;

    VersionEraser(ObjectStore objects, VersionReader reader) {
        this.objects = objects;
        this.reader = reader;
    }

    /** Whether anything but the tombstone is there. */
    public boolean hasPayload(DatasetVersionRef ref) {
        return objects.get(manifestKey(ref)).filter(json -> Manifest.ofJson(json).isTombstone()).isEmpty()
                || !payload(ref).isEmpty();
    }

    /**
     * Destroys every object but the manifest, and then leaves a tombstone in its place. Repeated, it goes on where it
     * stood.
     *
     * @param blank takes the subject's data out of the words of plan, places and profile
     */
    public void destroy(DatasetVersionRef ref, UnaryOperator<JsonNode> blank) {
        payload(ref).forEach(objects::delete);
        objects.get(manifestKey(ref)).ifPresent(json -> {
            ObjectNode tree = (ObjectNode) MAPPER.readTree(Manifest.ofJson(json).tombstone().toJson());
            for (String part : List.of("plan", "inputs", "profile")) {
                tree.set(part, blank.apply(tree.get(part)));
            }
            objects.put(manifestKey(ref), MAPPER.writeValueAsBytes(tree));
        });
        reader.forget(ref);
    }

    private List<ObjectKey> payload(DatasetVersionRef ref) {
        ObjectKey manifest = manifestKey(ref);
        List<ObjectKey> found = new ArrayList<>(objects.list(Layout.folder(ref.project(), ref.name(),
                ref.digest()).resolve("")));
        found.remove(manifest);
        return found;
    }

    private static ObjectKey manifestKey(DatasetVersionRef ref) {
        return Layout.manifest(ref.project(), ref.name(), ref.digest());
    }
}
