package io.attune.orchestrator.recipe;

import java.util.Map;
import java.util.TreeMap;

import io.attune.kernel.Digest;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.platform.ObjectKey;
import io.attune.platform.ObjectStore;
import org.springframework.stereotype.Component;

/** The bytes of the files that recipes name, in the object store under their digest. */
@Component
class RecipeFiles {
    private final ObjectStore objects;

    RecipeFiles(ObjectStore objects) {
        this.objects = objects;
    }

    /** Where a file of that content lies. */
    static ObjectKey key(ProjectId project, Digest content) {
        return new ObjectKey(project, "recipes/files/" + content.hex());
    }

    /** Writes what is not there yet. */
    void keep(ProjectId project, Map<String, byte[]> files) {
        files.values().forEach(content -> {
            ObjectKey key = key(project, Digest.of(content));
            if (!objects.exists(key)) {
                objects.put(key, content);
            }
        });
    }

    Map<String, byte[]> load(ProjectId project, Map<String, Digest> digests) {
        Map<String, byte[]> files = new TreeMap<>();
        digests.forEach((path, digest) -> files.put(path, objects.get(key(project, digest)).orElseThrow(
                () -> new PlatformException(ErrorCode.INTERNAL,
                        "The content of '" + path + "', " + digest + ", is not in the object store",
                        "Apply the recipe with its files again."))));
        return files;
    }
}
