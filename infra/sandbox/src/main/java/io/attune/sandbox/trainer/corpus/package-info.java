/**
 * What the base model reads before it is tuned: the prose of Javadoc, and conversations made from it by rule.
 */
@NullMarked
package io.attune.sandbox.trainer.corpus;

import org.jspecify.annotations.NullMarked;
