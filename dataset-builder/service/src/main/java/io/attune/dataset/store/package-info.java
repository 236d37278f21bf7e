/** Dataset versions as objects: shards of examples for each split, the drop ledger, and the manifest, written last. */
@NullMarked
package io.attune.dataset.store;

import org.jspecify.annotations.NullMarked;
