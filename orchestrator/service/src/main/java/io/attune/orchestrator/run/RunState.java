package io.attune.orchestrator.run;

/** Where a run stands. All but the last three have one effect, carried out by the {@link Stage} of that state. */
public enum RunState {
    /** The dataset version is being made. */
    CURATING,
    /** The knowledge base is being filled. */
    PAIRING,
    /** Retrieval first: does the base model with its knowledge suffice? */
    CHECKING,
    /** It does; a person decides whether to train all the same. */
    AWAITING_DECISION,
    /** The cost is being estimated and held. */
    QUOTING,
    /** The quote is above the recipe's threshold; a person decides. */
    AWAITING_APPROVAL,
    /** The training files are being sent. */
    UPLOADING,
    /** The intent to pay is stored; the create is due. */
    SUBMITTING,
    /** The create's answer was lost; the provider is asked by the run's key. */
    IN_DOUBT,
    /** The provider has the job. */
    TRAINING,
    /** A stop was asked for; the provider has not said yet that the job ended. */
    CANCELLING,
    /** What the job cost is being charged. */
    SETTLING,
    /** The arms are being measured. */
    EVALUATING,
    /** The model version is being recorded. */
    REGISTERING,
    /** The promotion is being decided. */
    PROMOTING,
    /** The deployment is being set up and paired. */
    DEPLOYING,
    /** What is left of the reservation is being freed. */
    CLOSING,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    /** Whether nothing follows. */
    public boolean isTerminal() {
        return compareTo(SUCCEEDED) >= 0;
    }

    /** Whether a person's word is all that leads on. */
    public boolean awaitsPerson() {
        return this == AWAITING_DECISION || this == AWAITING_APPROVAL;
    }
}
