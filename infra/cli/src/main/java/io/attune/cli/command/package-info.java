/**
 * The commands, one class for each group, named as the groups are.
 *
 * <p>A command asks the API, then shows the answer twice over: as a table for people, or as the JSON it was with
 * {@code --json}. What is shown is declared by {@link io.attune.cli.command.Columns}, pointing into the answer.
 */
@NullMarked
package io.attune.cli.command;

import org.jspecify.annotations.NullMarked;
