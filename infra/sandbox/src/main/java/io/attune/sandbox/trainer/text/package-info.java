/**
 * Text as tokens: byte pairs learnt from a corpus, the same in {@code tokenizer.json} as in memory, and the template that
 * writes a conversation as one sequence.
 */
@NullMarked
package io.attune.sandbox.trainer.text;

import org.jspecify.annotations.NullMarked;
