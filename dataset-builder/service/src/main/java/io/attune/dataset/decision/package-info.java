/** People's decisions about single records: the book they stand in, and its face over HTTP. */
@NullMarked
package io.attune.dataset.decision;

import org.jspecify.annotations.NullMarked;
