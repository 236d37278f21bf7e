/**
 * Puts the modules together: the operator's connections and tariffs, one process per data folder, and failures at the
 * start that say what to do.
 */
@NullMarked
package io.attune.app;

import org.jspecify.annotations.NullMarked;
