package io.attune.dataset;

import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

import io.attune.kernel.Digest;
import io.attune.kernel.Problem;
import io.attune.kernel.Problems;
import io.attune.kernel.ProjectId;
import io.attune.platform.ObjectKey;
import io.attune.platform.ObjectStore;

/**
 * The files beside a recipe, as they are sent along, by the paths the recipe uses.
 *
 * @param contents of small files
 * @param ahead the digests of large ones, whose content was sent before ({@code PUT /api/v1/uploads/sha256:…})
 */
public record SentFiles(Map<String, byte[]> contents, Map<String, Digest> ahead) {
    private static final String BY_DIGEST = "sha256:[0-9a-f]{64}";

    public SentFiles {
        contents = new TreeMap<>(contents);
        ahead = new TreeMap<>(ahead);
    }

    /** Small files alone. */
    public static SentFiles of(Map<String, byte[]> contents) {
        return new SentFiles(contents, Map.of());
    }

    /**
     * Reads what stands in a request: of each path the content in Base64, or {@code sha256:…}.
     *
     * @throws io.attune.kernel.InvalidInputException naming every file that is neither
     */
    public static SentFiles decode(Map<String, String> sent) {
        Problems problems = new Problems();
        SentFiles files = new SentFiles(Map.of(), Map.of());
        sent.forEach((path, content) -> {
            if (content.matches(BY_DIGEST)) {
                files.ahead.put(path, Digest.parse(content));
                return;
            }
            try {
                files.contents.put(path, Base64.getDecoder().decode(content));
            } catch (IllegalArgumentException e) {
                problems.add(new Problem(place(path), "the content is not Base64",
                        "Send the file's bytes in Base64, or sha256:… when they were sent ahead."));
            }
        });
        problems.throwIfAny("The request");
        return files;
    }

    /** Where content lies that was sent ahead. */
    public static ObjectKey key(ProjectId project, Digest content) {
        return new ObjectKey(project, "datasets/.files/" + content.hex());
    }

    /** Reports every file whose content was not sent ahead, or had to be destroyed since. */
    public void checkAhead(ProjectId project, ObjectStore objects, WithdrawnFiles withdrawn, Problems problems) {
        ahead.forEach((path, digest) -> {
            ObjectKey key = key(project, digest);
            if (withdrawn.includes(key)) {
                problems.add(WithdrawnFiles.problem(place(path), path));
            } else if (!objects.exists(key)) {
                problems.add(new Problem(place(path), "the content of '" + path + "' was not sent ahead",
                        "Send it with PUT /api/v1/uploads/" + digest + "."));
            }
        });
    }

    private static String place(String path) {
        return "/files/" + path.replace("~", "~0").replace("/", "~1");
    }

    /** What readers of recipes get: the small files' contents, and nothing as the content of large ones. */
    public Map<String, byte[]> readable() {
        Map<String, byte[]> all = new TreeMap<>(contents);
        ahead.keySet().forEach(path -> all.put(path, new byte[0]));
        return all;
    }
}
