/** Trainers of one's own. */
@NullMarked
package io.attune.adapter.command;

import org.jspecify.annotations.NullMarked;
