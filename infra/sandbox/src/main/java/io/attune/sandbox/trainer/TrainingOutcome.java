package io.attune.sandbox.trainer;

/** How a training ended. */
public sealed interface TrainingOutcome {

    /**
     * All epochs were made; the last {@link TrainingEvent.EpochEnded} carried the result.
     *
     * @param steps steps made
     * @param trainedTokens tokens to be billed: those of the training file, once per epoch
     */
    record Succeeded(int steps, long trainedTokens) implements TrainingOutcome {
    }

    /**
     * It was cancelled between two steps.
     *
     * @param steps steps made before it stopped
     */
    record Cancelled(int steps) implements TrainingOutcome {
    }

    /**
     * It could not be finished.
     *
     * @param kind whose fault it was; {@link TrainerException.Kind#PROCESS_LOST} may be submitted again
     * @param message what happened, naming file and line where that applies
     */
    record Failed(TrainerException.Kind kind, String message) implements TrainingOutcome {
    }
}
