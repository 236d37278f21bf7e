package io.attune.orchestrator.recipe;

import java.util.Map;
import java.util.TreeMap;

import io.attune.dataset.WithdrawnFiles;
import io.attune.kernel.Digest;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.kernel.Problems;
import io.attune.kernel.ProjectId;
import io.attune.platform.ObjectKey;
import io.attune.platform.ObjectStore;
import org.springframework.stereotype.Component;

/** The bytes of the files that recipes name, in the object store under their digest. */
@Component
class RecipeFiles {
    private final ObjectStore objects;
    private final WithdrawnFiles withdrawn;

    RecipeFiles(ObjectStore objects, WithdrawnFiles withdrawn) {
        this.objects = objects;
        this.withdrawn = withdrawn;
    }

    /** Where a file of that content lies. */
    static ObjectKey key(ProjectId project, Digest content) {
        return new ObjectKey(project, "recipes/files/" + content.hex());
    }

    /**
     * Writes what is not there yet.
     *
     * @throws io.attune.kernel.InvalidInputException naming every file whose data was withdrawn
     */
    void keep(ProjectId project, Map<String, byte[]> files) {
        Problems problems = new Problems();
        files.forEach((path, content) -> {
            if (withdrawn.includes(key(project, Digest.of(content)))) {
                problems.add(WithdrawnFiles.problem("/files", path));
            }
        });
        problems.throwIfAny("The recipe");
        files.values().forEach(content -> {
            ObjectKey key = key(project, Digest.of(content));
            if (!objects.exists(key)) {
                objects.put(key, content);
            }
        });
    }

    /** The files that are there; a withdrawn one is empty, for a recipe that names it is still to be read and mended. */
    Map<String, byte[]> load(ProjectId project, Map<String, Digest> digests) {
        Map<String, byte[]> files = new TreeMap<>();
        digests.forEach((path, digest) -> files.put(path, objects.get(key(project, digest)).orElseGet(() -> gone(path,
                key(project, digest)))));
        return files;
    }

    private byte[] gone(String path, ObjectKey file) {
        if (withdrawn.includes(file)) {
            return new byte[0];
        }
        throw new PlatformException(ErrorCode.INTERNAL, "The content of '" + path + "', " + file
                + ", is not in the object store", "Apply the recipe with its files again.");
    }
}
