/**
 * The transformer and its numbers: {@link io.attune.sandbox.trainer.model.Weights} on the Java heap and in safetensors
 * files, {@link io.attune.sandbox.trainer.model.Transformer} as arithmetic on them in the numerical library (PyTorch
 * through DJL). Nothing here knows text.
 */
@NullMarked
package io.attune.sandbox.trainer.model;

import org.jspecify.annotations.NullMarked;
