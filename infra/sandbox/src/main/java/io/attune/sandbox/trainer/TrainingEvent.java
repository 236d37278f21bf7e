package io.attune.sandbox.trainer;

import org.jspecify.annotations.Nullable;

/** Something that happened in a training, reported in order. */
public sealed interface TrainingEvent {

    /**
     * The files were read and the plan is fixed; training begins.
     *
     * @param trainingExamples examples in the training file
     * @param validationExamples examples in the validation file; 0 without one
     * @param epochs passes over the training file
     * @param batchSize examples per step
     * @param learningRateMultiplier factor on the trainer's own learning rate
     * @param totalSteps steps in all epochs
     * @param tokensPerEpoch tokens of the training file with its chat template, after cutting at the context length
     * @param truncatedExamples examples that were longer than the context and were cut at its end
     */
    record Planned(int trainingExamples, int validationExamples, int epochs, int batchSize,
            double learningRateMultiplier, int totalSteps, long tokensPerEpoch,
            int truncatedExamples) implements TrainingEvent {

        /** Tokens to be billed: those of the file, once per epoch. */
        public long trainedTokens() {
            return tokensPerEpoch * epochs;
        }
    }

    /**
     * An optimiser step was made.
     *
     * @param step its number, from 1
     * @param epoch the epoch it belongs to, from 1
     * @param train loss and accuracy on the step's batch
     * @param validation loss and accuracy on a sample of the validation file, if it was this step's turn
     */
    record Stepped(int step, int epoch, Metrics train, @Nullable Metrics validation) implements TrainingEvent {
    }

    /**
     * An epoch ended.
     *
     * @param checkpoint the weights at this point
     * @param fullValidation loss and accuracy on the whole validation file, if there is one
     */
    record EpochEnded(Checkpoint checkpoint, @Nullable Metrics fullValidation) implements TrainingEvent {
    }

    /**
     * How well the model predicts the assistant's tokens.
     *
     * @param loss mean cross-entropy, in nats per token
     * @param tokenAccuracy share of tokens that were the likeliest, 0 to 1
     */
    record Metrics(double loss, double tokenAccuracy) {
    }
}
