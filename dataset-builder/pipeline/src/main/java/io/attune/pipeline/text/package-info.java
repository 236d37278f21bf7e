/**
 * What can be known about a text by itself: whether it was decoded wrongly, what language it is in, where its words are.
 *
 * <p>{@link io.attune.pipeline.text.Mojibake} undoes a wrong decoding, {@link io.attune.pipeline.text.Languages} names a
 * language with a confidence, {@link io.attune.pipeline.text.Words} finds the words once for everybody who needs them.
 * All three depend on the text alone and are safe for use by many threads; none of them keeps a text.
 */
@NullMarked
package io.attune.pipeline.text;

import org.jspecify.annotations.NullMarked;
