package io.attune.orchestrator.apply;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.attune.orchestrator.recipe.git.GitFolder;
import org.jspecify.annotations.Nullable;

/**
 * A folder as it is sent.
 *
 * @param commit the repository's head, or empty where there is none
 * @param uncommitted the paths, seen from the folder, that differ from it
 * @param takeOver whether what another folder owns may be taken from it
 */
record SentFolder(GitFolder folder, String commit, Set<String> uncommitted, List<SentFile> files, boolean takeOver) {

    /**
     * A YAML file.
     *
     * @param path seen from the folder
     * @param files what a recipe in it names: the content in Base64, or {@code sha256:…} of what was sent ahead
     */
    record SentFile(@Nullable String path, @Nullable String text, @Nullable Map<String, String> files) {
        String at() {
            return path == null ? "" : path;
        }
    }

    /** What a file's content is pinned to. */
    String pin(String path, Set<String> named) {
        if (commit.isEmpty()) {
            return "";
        }
        String parent = path.contains("/") ? path.substring(0, path.lastIndexOf('/') + 1) : "";
        boolean changed = uncommitted.contains(path) || named.stream().anyMatch(
                file -> uncommitted.contains(java.nio.file.Path.of(parent + file).normalize().toString()));
        return changed ? commit + "+uncommitted" : commit;
    }
}
