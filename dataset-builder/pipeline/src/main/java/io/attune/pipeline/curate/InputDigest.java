package io.attune.pipeline.curate;

import io.attune.kernel.Digest;

/**
 * What a source read.
 *
 * @param source the source's name, or {@code suite:} and a suite's
 * @param place the file or jar, for people; not part of a dataset's digest
 * @param digest of its bytes
 */
public record InputDigest(String source, String place, Digest digest) {
}
