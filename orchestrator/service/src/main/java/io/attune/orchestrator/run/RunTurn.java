package io.attune.orchestrator.run;

import java.util.Optional;

/** A turn of a run that people or programs outside are told of. */
public enum RunTurn {
    /** Its dataset is known; what it reads can be told. */
    STARTED,
    /** Whether it was sent is not known. */
    IN_DOUBT,
    /** Retrieval suffices; a person decides whether to train all the same. */
    AWAITS_DECISION,
    /** Its quote is above the recipe's threshold. */
    AWAITS_APPROVAL,
    /** Its version waits to be promoted by a person. */
    AWAITS_PROMOTION,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    /** Whether nothing follows. */
    public boolean isEnd() {
        return compareTo(SUCCEEDED) >= 0;
    }

    /** The turn that a change of state is, if it is one. */
    static Optional<RunTurn> of(RunState before, RunState after, RunEvent event) {
        if (event instanceof RunEvent.PromotionPending) {
            return Optional.of(AWAITS_PROMOTION);
        }
        if (before == after) {
            return Optional.empty();
        }
        if (before == RunState.CURATING && !after.isTerminal()) {
            return Optional.of(STARTED);
        }
        return Optional.ofNullable(switch (after) {
            case IN_DOUBT -> IN_DOUBT;
            case AWAITING_DECISION -> AWAITS_DECISION;
            case AWAITING_APPROVAL -> AWAITS_APPROVAL;
            case SUCCEEDED -> SUCCEEDED;
            case FAILED -> FAILED;
            case CANCELLED -> CANCELLED;
            case CURATING, PAIRING, CHECKING, QUOTING, UPLOADING, SUBMITTING, TRAINING, CANCELLING, SETTLING,
                    EVALUATING, REGISTERING, PROMOTING, DEPLOYING, CLOSING -> null;
        });
    }
}
