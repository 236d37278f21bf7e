/** Measures how fast evaluations ask, what they hold in memory meanwhile, and that they ask nothing twice. */
@NullMarked
package io.attune.bench.evaluation;

import org.jspecify.annotations.NullMarked;
