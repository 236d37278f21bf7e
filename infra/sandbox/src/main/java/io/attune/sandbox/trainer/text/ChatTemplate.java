package io.attune.sandbox.trainer.text;

import java.util.Arrays;
import java.util.List;

import io.attune.sandbox.trainer.ChatMessage;
import io.attune.sandbox.trainer.ChatMessage.Role;

/**
 * Writes conversations as tokens: each message is the token of its role, its text and {@link SpecialToken#END}.
 *
 * <p>
 * An answer is asked for by opening an assistant message: the conversation's tokens and {@link SpecialToken#ASSISTANT}.
 * Roles are tokens no text can spell, so a message cannot pretend to be another's.
 */
public final class ChatTemplate {

    private final BytePairTokenizer tokenizer;

    public ChatTemplate(BytePairTokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /** The whole conversation. Learnt are the texts and ends of assistant messages whose weight is 1. */
    public TokenSequence write(List<ChatMessage> messages) {
        Writer writer = new Writer();
        for (ChatMessage message : messages) {
            writer.add(roleToken(message.role()).id(), false);
            boolean learnt = message.role() == Role.ASSISTANT && message.weight() == 1;
            for (int token : tokenizer.encode(message.content())) {
                writer.add(token, learnt);
            }
            writer.add(SpecialToken.END.id(), learnt);
        }
        return writer.sequence();
    }

    /** The conversation with an assistant message opened behind it, ready to be continued. */
    public int[] prompt(List<ChatMessage> messages) {
        int[] conversation = write(messages).tokens();
        int[] prompt = Arrays.copyOf(conversation, conversation.length + 1);
        prompt[conversation.length] = SpecialToken.ASSISTANT.id();
        return prompt;
    }

    /** A document for pre-training: its text and the end token, all learnt. */
    public TokenSequence document(String text) {
        Writer writer = new Writer();
        for (int token : tokenizer.encode(text)) {
            writer.add(token, true);
        }
        writer.add(SpecialToken.END.id(), true);
        return writer.sequence();
    }

    private static SpecialToken roleToken(Role role) {
        return switch (role) {
            case SYSTEM -> SpecialToken.SYSTEM;
            case USER -> SpecialToken.USER;
            case ASSISTANT -> SpecialToken.ASSISTANT;
        };
    }

    private static final class Writer {
        private int[] tokens = new int[64];
        private boolean[] learnt = new boolean[64];
        private int length;

        void add(int token, boolean isLearnt) {
            if (length == tokens.length) {
                tokens = Arrays.copyOf(tokens, 2 * length);
                learnt = Arrays.copyOf(learnt, 2 * length);
            }
            tokens[length] = token;
            learnt[length++] = isLearnt;
        }

        TokenSequence sequence() {
            return new TokenSequence(Arrays.copyOf(tokens, length), Arrays.copyOf(learnt, length));
        }
    }
}
