package io.attune.dataset.audit;

import io.attune.kernel.Digest;
import org.jspecify.annotations.Nullable;

/**
 * What a person said about one example.
 *
 * @param personalData whether it holds some, or null where that was not judged
 * @param wrongLabel whether its answer is wrong, or null where that was not judged
 * @param detected whether the detectors find personal data in it
 */
record Judged(Digest example, Part part, @Nullable Boolean personalData, @Nullable Boolean wrongLabel,
        boolean detected) {
}
