/** The inside of the child process: takes calls, and lets trainings and answers share the processor. */
@NullMarked
package io.attune.sandbox.trainer.child;

import org.jspecify.annotations.NullMarked;
