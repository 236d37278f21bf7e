package io.attune.sandbox.trainer.wire;

import java.nio.file.Path;
import java.util.List;

import io.attune.sandbox.trainer.ChatMessage;
import io.attune.sandbox.trainer.ChatRequest;
import io.attune.sandbox.trainer.ScoreRequest;
import io.attune.sandbox.trainer.TrainingJob;

/** What the parent asks of the child. Each call but {@link Cancel} is followed by answers with the same number. */
public sealed interface Call {

    /** Prepare the base model. Answers: any number of {@link Answer.Progress}, then {@link Answer.Base}. */
    record Prepare() implements Call {
    }

    /**
     * Train. Answers: any number of {@link Answer.Event}, then {@link Answer.Ended}.
     *
     * @param scratch an existing folder for checkpoints, which the parent clears away
     */
    record Train(TrainingJob job, Path scratch) implements Call {
    }

    /** End the training that was started under the number {@code training}. */
    record Cancel(long training) implements Call {
    }

    /** Answer a conversation. Answer: {@link Answer.Answered}. */
    record Chat(ChatRequest request) implements Call {
    }

    /** Score a conversation. Answer: {@link Answer.Scored}. */
    record Score(ScoreRequest request) implements Call {
    }

    /** Count tokens. Answer: {@link Answer.Counted}. */
    record Count(List<ChatMessage> messages) implements Call {
    }
}
