/**
 * A version's files over plain HTTP, so that anything that can open a URL can read a dataset: pandas, DuckDB, curl.
 *
 * <p>A file's strong ETag is the digest of its bytes, which never change. Any byte range is answered by decompressing only
 * the frames that hold it. Shards are offered as they are stored, too. The key goes into the {@code Authorization} header,
 * never into the address.
 */
@NullMarked
package io.attune.dataset.files;

import org.jspecify.annotations.NullMarked;
