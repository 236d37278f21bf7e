/**
 * Statistics of samples: how far an observed share may be from the true one.
 *
 * <pre>{@code
 * Interval share = StratifiedProportion.of(List.of(new Stratum(9_000, 360, 2), new Stratum(1_000, 40, 1))).interval();
 * }</pre>
 */
@NullMarked
package io.attune.kernel.statistics;

import org.jspecify.annotations.NullMarked;
