package io.attune.orchestrator.recipe;

import java.util.Map;
import java.util.TreeMap;

import io.attune.dataset.SentFiles;
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

    /** Where a file lies. */
    static ObjectKey key(ProjectId project, RecipeFile file) {
        return file.ahead() ? SentFiles.key(project, file.digest()) : key(project, file.digest());
    }

    /**
     * A file of a recipe.
     *
     * @param ahead whether it is a large one, which was sent ahead and which only sources read
     */
    record RecipeFile(Digest digest, boolean ahead) {}

    /**
     * Writes what is not there yet.
     *
     * @throws io.attune.kernel.InvalidInputException naming every file whose data was withdrawn
     */
    void keep(ProjectId project, SentFiles files) {
        Problems problems = new Problems();
        files.checkAhead(project, objects, withdrawn, problems);
        files.contents().forEach((path, content) -> {
            if (withdrawn.includes(key(project, Digest.of(content)))) {
                problems.add(WithdrawnFiles.problem("/files", path));
            }
        });
        problems.throwIfAny("The recipe");
        files.contents().values().forEach(content -> {
            ObjectKey key = key(project, Digest.of(content));
            if (!objects.exists(key)) {
                objects.put(key, content);
            }
        });
    }

    /** The files that are there; one that was sent ahead is empty, as only sources read it, and so is a withdrawn one, for a recipe that names it is still to be read and mended. */
    Map<String, byte[]> load(ProjectId project, Map<String, RecipeFile> known) {
        Map<String, byte[]> files = new TreeMap<>();
        known.forEach((path, file) -> files.put(path, file.ahead()
                ? new byte[0]
                : objects.get(key(project, file)).orElseGet(() -> gone(path, key(project, file)))));
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
