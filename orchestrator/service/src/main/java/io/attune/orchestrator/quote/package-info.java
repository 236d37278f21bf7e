/**
 * What a run will cost: dated price rows, and a quote that says how it was reckoned. A quote holds the training and every
 * inference of the evaluation; the reservation covers its uncertainty.
 */
@NullMarked
package io.attune.orchestrator.quote;

import org.jspecify.annotations.NullMarked;
