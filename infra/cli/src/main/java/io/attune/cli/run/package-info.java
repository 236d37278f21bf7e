/**
 * How a run looks: each thing it has learned as a few lines, and following it live until it ends or waits for a person.
 *
 * <p>{@link io.attune.cli.run.RunSections} are pure functions from the API's answers to lines;
 * {@link io.attune.cli.run.RunFollower} polls and shows each section once, when the run first has it. A run that is far
 * along therefore shows all it has at once, and following may be broken off and begun again at any time.
 */
@NullMarked
package io.attune.cli.run;

import org.jspecify.annotations.NullMarked;
