/**
 * Benchmarks: {@code ./attune bench SUITE}. A {@link io.attune.bench.Suite suite} takes readings and states targets; the
 * {@link io.attune.bench.Report report} prints the machine, the versions and the command, then a table of measure, target,
 * median and spread, with a peer beside it where one ran, and sums up in its last line. A missed target of the first kind
 * ({@code reach}) makes the exit code 1.
 *
 * <p>Speed is told in CPU time of the whole process divided by the work, so that a busy machine does not change it much;
 * what people wait for is told in wall time. No test runs a suite, and no suite is a test: its numbers belong to the
 * machine they were taken on.
 */
@NullMarked
package io.attune.bench;

import org.jspecify.annotations.NullMarked;
