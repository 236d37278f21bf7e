/**
 * Feeds: sources that knowledge bases are brought in line with, and the shape their documents take.
 */
@NullMarked
package io.attune.retrieval.feed;

import org.jspecify.annotations.NullMarked;
