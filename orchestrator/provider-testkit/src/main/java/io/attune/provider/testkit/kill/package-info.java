/**
 * Places at which a process may die, stand still or lose an answer: around each durable write to a database and around
 * each HTTP request. A test puts {@link io.attune.provider.testkit.kill.KillPoints} between a program and the two, counts
 * the places of an undisturbed course, and then strikes at each of them in turn.
 */
@NullMarked
package io.attune.provider.testkit.kill;

import org.jspecify.annotations.NullMarked;
