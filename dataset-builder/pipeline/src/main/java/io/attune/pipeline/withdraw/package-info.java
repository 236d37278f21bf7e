/**
 * Keeps out of every later dataset what was withdrawn from an earlier one.
 *
 * <p>What was withdrawn is known only by keyed hashes, so {@link io.attune.pipeline.withdraw.Withdrawn} is a question and
 * not a list. {@link io.attune.pipeline.withdraw.WithdrawalStep} asks it of each record as it was read, before any other
 * step sees it, and no decision of a person overrules the answer.
 */
@NullMarked
package io.attune.pipeline.withdraw;

import org.jspecify.annotations.NullMarked;
