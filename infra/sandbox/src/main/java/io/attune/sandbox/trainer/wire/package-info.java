/**
 * How parent and child talk: one JSON object per line, calls on the child's standard input, answers on its standard
 * output. A call has a number that its answers repeat, so that many can be under way at once. The end of its standard
 * input ends the child.
 *
 * <p>Both sides are always the same build, so there is no versioning; what arrives is nevertheless only ever data.
 */
@NullMarked
package io.attune.sandbox.trainer.wire;

import org.jspecify.annotations.NullMarked;
