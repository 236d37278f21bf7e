package io.attune.sandbox.trainer.wire;

import io.attune.sandbox.trainer.BaseModel;
import io.attune.sandbox.trainer.BaseProgress;
import io.attune.sandbox.trainer.Completion;
import io.attune.sandbox.trainer.TrainerException;
import io.attune.sandbox.trainer.TrainingEvent;
import io.attune.sandbox.trainer.TrainingOutcome;

/** What the child answers. */
public sealed interface Answer {

    /** An answer after which no other follows under its number. */
    sealed interface Last extends Answer {
    }

    /** The preparation of the base model goes on. */
    record Progress(BaseProgress progress) implements Answer {
    }

    /** A training goes on. */
    record Event(TrainingEvent event) implements Answer {
    }

    /** The base model is ready. */
    record Base(BaseModel model) implements Last {
    }

    /** A training has ended. */
    record Ended(TrainingOutcome outcome) implements Last {
    }

    /** A conversation was answered. */
    record Answered(Completion completion) implements Last {
    }

    /** A conversation was scored. */
    record Scored(io.attune.sandbox.trainer.Score score) implements Last {
    }

    /** Tokens were counted. */
    record Counted(int tokens) implements Last {
    }

    /** The call could not be fulfilled. */
    record Refused(TrainerException.Kind kind, String message) implements Last {
    }
}
