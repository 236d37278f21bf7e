/**
 * The suite {@code registry}: how fast the registry answers over HTTP when it holds 200,000 versions and ten million points of
 * metrics, and how many points a second it takes in. The platform is the real one, as {@code ./attune up} starts it, on the
 * sandbox's PostgreSQL; the rows are put into the tables directly.
 */
@NullMarked
package io.attune.bench.registry;

import org.jspecify.annotations.NullMarked;
