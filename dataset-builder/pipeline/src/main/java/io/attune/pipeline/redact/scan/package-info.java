/**
 * One forward scan over a text. It cuts the text into words by a table of character classes and calls finders where
 * something telling stands: a sign such as {@code @}, a group of digits, a word of letters and digits, a published prefix.
 * A finder expands a bounded window and lets a validator decide; context words are remembered by position, so no finder
 * looks back for them.
 *
 * <p>The work is linear: every character is read through {@link io.attune.pipeline.redact.scan.Text}, and a test counts
 * the reads on hostile texts. {@link io.attune.pipeline.redact.scan.Text#BARRIER} stands for what was replaced already: no
 * finder reads across it and no context reaches over it.
 */
@NullMarked
package io.attune.pipeline.redact.scan;

import org.jspecify.annotations.NullMarked;
