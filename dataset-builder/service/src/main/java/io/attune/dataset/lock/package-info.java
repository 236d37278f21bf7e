/** The right to do one piece of work alone, held by whoever does it for as long as its process lives. */
@NullMarked
package io.attune.dataset.lock;

import org.jspecify.annotations.NullMarked;
