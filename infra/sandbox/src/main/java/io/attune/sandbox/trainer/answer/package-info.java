/**
 * Answers and scores. {@link io.attune.sandbox.trainer.answer.AnswerDesk} gathers requests for a few milliseconds, and
 * one thread computes those for the same model together: a step of sixteen answers costs little more than a step of one.
 */
@NullMarked
package io.attune.sandbox.trainer.answer;

import org.jspecify.annotations.NullMarked;
