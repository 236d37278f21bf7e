/**
 * Dataset versions as objects: for each split its examples, as canonical records and in OpenAI's chat format; the drop
 * ledger; an outcome for every record of the sources; and the manifest, written last, so that a version is whole or not
 * there.
 *
 * <p>Files of lines are zstd frames of some 256 KiB of whole lines. The manifest knows every frame, so a reader fetches
 * only what holds the lines or bytes it wants. Layout, compression, profile and times stand beside the digest, not in it.
 */
@NullMarked
package io.attune.dataset.store;

import org.jspecify.annotations.NullMarked;
