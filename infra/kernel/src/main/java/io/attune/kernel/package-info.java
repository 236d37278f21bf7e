/**
 * The words every module shares: typed identifiers, digests, money, token counts, errors and statistics.
 *
 * <p>Everything here is an immutable value that validates itself when it is made, so a method that receives one never
 * checks it again. Nothing here knows Spring, a database or the network, and nothing reads the clock: time and chance
 * come in as arguments.
 */
@NullMarked
package io.attune.kernel;

import org.jspecify.annotations.NullMarked;
