package io.attune.retrieval;

/**
 * What a sync changed.
 *
 * @param added documents that were not there
 * @param changed documents with a further revision
 * @param removed documents that now say that their subject is gone
 * @param unchanged documents that said the same already
 * @param lsn the knowledge base's last change afterwards
 * @param version the source's version
 */
public record SyncResult(int added, int changed, int removed, int unchanged, long lsn, String version) {
}
