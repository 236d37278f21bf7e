/**
 * The platform in figures, for Prometheus: {@code GET /metrics}, with a key like every other route.
 *
 * <p>Names begin with {@code attune_}, units are base units, money carries a {@code currency} label. Most figures are read
 * from the database when they are asked for, at most every few seconds, so every node tells the same; a caller sees the
 * series of its own project and those that belong to none.
 */
@NullMarked
package io.attune.orchestrator.telemetry;

import org.jspecify.annotations.NullMarked;
