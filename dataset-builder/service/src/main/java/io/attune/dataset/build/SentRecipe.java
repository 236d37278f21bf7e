package io.attune.dataset.build;

import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

import io.attune.kernel.Problem;
import io.attune.kernel.Problems;
import org.jspecify.annotations.Nullable;

/**
 * A recipe as it is sent.
 *
 * @param files content in Base64 by the path the recipe uses
 * @param sample of a draft: how many records, about
 */
record SentRecipe(@Nullable String yaml, @Nullable Map<String, String> files, @Nullable Integer sample) {
    private static final int SAMPLE = 2_000;
    private static final int SAMPLE_MAX = 20_000;

    String text() {
        return yaml == null ? "" : yaml;
    }

    /** @throws io.attune.kernel.InvalidInputException when it is out of range */
    int size() {
        int size = sample == null ? SAMPLE : sample;
        if (size < 1 || size > SAMPLE_MAX) {
            Problems problems = new Problems();
            problems.add(new Problem("/sample", "'" + size + "' is out of range", "Write a number from 1 to "
                    + SAMPLE_MAX + "."));
            problems.throwIfAny("The request");
        }
        return size;
    }

    /** @throws io.attune.kernel.InvalidInputException naming every file that is not Base64 */
    Map<String, byte[]> contents() {
        Problems problems = new Problems();
        Map<String, byte[]> contents = new TreeMap<>();
        (files == null ? Map.<String, String>of() : files).forEach((path, content) -> {
            try {
                contents.put(path, Base64.getDecoder().decode(content));
            } catch (IllegalArgumentException e) {
                problems.add(new Problem("/files/" + path.replace("~", "~0").replace("/", "~1"),
                        "the content is not Base64", "Send the file's bytes in Base64."));
            }
        });
        problems.throwIfAny("The request");
        return contents;
    }
}
