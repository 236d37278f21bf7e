/** Checksums and registers: pure functions that say whether a number can be what it looks like. Each names its standard. */
@NullMarked
package io.attune.pipeline.redact.check;

import org.jspecify.annotations.NullMarked;
