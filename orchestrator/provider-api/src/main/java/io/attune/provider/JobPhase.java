package io.attune.provider;

/** What a job does within its {@link JobState}, in the platform's words, where the provider tells. */
public enum JobPhase {
    /** The training file is being checked. */
    CHECKING_DATA,
    /** The training file is being turned into what the trainer reads. */
    PREPARING_DATA,
    /** The job waits for machines. */
    WAITING_FOR_MACHINES,
    /** The base model is being loaded. */
    LOADING,
    /** Steps are being trained. */
    TRAINING,
    /** Answers are being sampled and graded, within a reinforcement training. */
    SAMPLING,
    /** A checkpoint or the result is being evaluated. */
    EVALUATING,
    /** The result is being compressed, stored or published. */
    STORING_RESULT,
    /** The job was put off its machines and begins again from its last checkpoint. */
    RESTARTING,
    /** It ended before its last step because training no longer helped. */
    STOPPED_EARLY,
    /** It ended with a usable model, though not everything that was asked for was done. */
    DONE_IN_PART,
    /** What is left over is being removed. */
    CLEANING_UP
}
