/**
 * The command line: a thin client of the platform's API, and the one who starts and stops the local platform.
 *
 * <p>{@link io.attune.cli.AttuneCli} reads the arguments and turns every outcome into an exit code. The packages below
 * it go one way: {@code failure} and {@code terminal} know nothing of the others, {@code api} speaks HTTP,
 * {@code processes} keeps the local platform, {@code command} holds one class for each group of commands, and
 * {@code demo} tells the whole story.
 *
 * <p>A command of a moment must feel like one, so nothing is loaded before it is needed: the commands of other groups,
 * the HTTP client, the terminal library.
 */
@NullMarked
package io.attune.cli;

import org.jspecify.annotations.NullMarked;
