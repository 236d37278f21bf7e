/** The records of dataset versions: a counter for each dataset and one immutable row for each version. */
@NullMarked
package io.attune.registry.datasets;

import org.jspecify.annotations.NullMarked;
