/**
 * Building a dataset version from a recipe that is sent along, without a run: as a job that is followed, or as a draft of a
 * sample that answers at once and leaves nothing behind.
 */
@NullMarked
package io.attune.dataset.build;

import org.jspecify.annotations.NullMarked;
