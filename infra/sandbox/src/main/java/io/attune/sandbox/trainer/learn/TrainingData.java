package io.attune.sandbox.trainer.learn;

import java.nio.file.Path;
import java.util.List;

import io.attune.sandbox.trainer.ChatMessage;
import io.attune.sandbox.trainer.TrainerException;
import io.attune.sandbox.trainer.TrainerException.Kind;
import io.attune.sandbox.trainer.text.ChatTemplate;
import io.attune.sandbox.trainer.text.TokenSequence;

/**
 * Examples as tokens.
 *
 * @param examples all examples, cut at the context length
 * @param truncated how many were cut
 */
record TrainingData(List<TokenSequence> examples, int truncated) {

    static TrainingData read(Path file, ChatTemplate template, int contextLength) {
        List<TokenSequence> whole = ChatFile.read(file).stream().map((List<ChatMessage> c) -> template.write(
                c)).toList();
        int truncated = (int) whole.stream().filter(example -> example.length() > contextLength).count();
        TrainingData data = new TrainingData(whole.stream().map(example -> example.truncated(contextLength)).toList(),
                truncated);
        if (data.teaching().isEmpty()) {
            throw new TrainerException(Kind.INVALID_REQUEST,
                    file.getFileName() + ": no example has an assistant message to learn from");
        }
        return data;
    }

    /** The examples with something to learn. The others cost tokens and change nothing. */
    List<TokenSequence> teaching() {
        return examples.stream().filter(TokenSequence::teaches).toList();
    }

    /** Tokens of all examples. */
    long tokens() {
        return examples.stream().mapToLong(TokenSequence::length).sum();
    }
}
