/**
 * What the product promises, tried on real processes: the platform runs as its users run it and is killed without
 * warning.
 */
@NullMarked
package io.attune.acceptance;

import org.jspecify.annotations.NullMarked;
