package io.attune.retrieval.documents;

import io.attune.kernel.Digest;

/**
 * Where a revision's text lies: a range of a pack, which is one object that holds the texts of one write.
 *
 * @param pack the pack's name, never used twice
 * @param start the first byte
 * @param length in bytes, as UTF-8
 * @param text the digest of the text
 */
public record TextPlace(String pack, int start, int length, Digest text) {
}
