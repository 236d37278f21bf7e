/** The suite {@code curation}: the dataset builder on data of a generator that knows the truth, and on files of one's own. */
@NullMarked
package io.attune.bench.curation;

import org.jspecify.annotations.NullMarked;
