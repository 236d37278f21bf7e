/**
 * Charges in the FinOps Open Cost and Usage Specification, version 1.2 (FOCUS, 29 May 2025), so that they stand beside
 * every other cloud bill. All 21 mandatory columns, the conditional ones that are known here, and columns of our own with
 * the prefix {@code x_}. What was restated within its month is one row; what came after its month was closed is a row of
 * ChargeClass Correction in the month it was recorded in; refunds are credits.
 */
@NullMarked
package io.attune.registry.focus;

import org.jspecify.annotations.NullMarked;
