/**
 * Training: {@link io.attune.sandbox.trainer.learn.BaseTraining} makes the base model from a corpus,
 * {@link io.attune.sandbox.trainer.learn.TrainingRun} tunes a model on a file of conversations.
 *
 * <p>Everything that decides the weights is a function of the inputs and the seed: the first weights, the order of the
 * examples in each epoch, the parts a batch is computed in and the order of additions. With a fixed number of threads the
 * numerical library adds in a fixed order too, so two trainings of one job give the same bytes.
 */
@NullMarked
package io.attune.sandbox.trainer.learn;

import org.jspecify.annotations.NullMarked;
