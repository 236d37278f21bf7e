package io.attune.dataset.build;

import java.util.Map;

import io.attune.dataset.SentFiles;
import io.attune.kernel.Problem;
import io.attune.kernel.Problems;
import org.jspecify.annotations.Nullable;

/**
 * A recipe as it is sent.
 *
 * @param files by the path the recipe uses the content in Base64, or {@code sha256:…} of what was sent ahead
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

    /** @throws io.attune.kernel.InvalidInputException naming every file that cannot be read */
    SentFiles contents() {
        return SentFiles.decode(files == null ? Map.of() : files);
    }
}
