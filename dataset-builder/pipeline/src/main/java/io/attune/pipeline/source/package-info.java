/**
 * Readers: from a source's bytes to examples, as a stream, each with its place. A reader never throws for a bad record; it
 * yields {@link io.attune.pipeline.source.SourceItem.Bad} with every problem found, and the build decides.
 */
@NullMarked
package io.attune.pipeline.source;

import org.jspecify.annotations.NullMarked;
