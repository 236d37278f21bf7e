package io.attune.retrieval;

import java.util.List;

import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.provider.ChatMessage;

/** Answers questions from knowledge. Thread-safe. */
public interface Answers {

    /**
     * Answers the last user message.
     *
     * @throws PlatformException when the target's knowledge base does not exist, or its model does not answer and the
     *     policy names nothing else to try
     */
    Answer answer(ProjectId project, AnswerTarget target, List<ChatMessage> messages, AnswerOptions options);
}
