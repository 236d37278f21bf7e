/**
 * How a command ends when it does not succeed: an exit code that scripts can rely on, a sentence, and the next command.
 */
@NullMarked
package io.attune.cli.failure;

import org.jspecify.annotations.NullMarked;
