package io.attune.sandbox.trainer;

/**
 * One message of a conversation, as the trainer sees it: plain text.
 *
 * @param role who speaks
 * @param content what is said
 * @param weight 1 to learn from an assistant message, 0 to only read it; ignored for other roles and outside training
 */
public record ChatMessage(Role role, String content, int weight) {

    /** The speakers the model's chat template knows. */
    public enum Role {
        /** Instructions that stand above the conversation ({@code developer} of the OpenAI dialect maps here). */
        SYSTEM,
        /** The person, and whatever a tool returned. */
        USER,
        /** The model. */
        ASSISTANT
    }

    public ChatMessage {
        if (weight != 0 && weight != 1) {
            throw new IllegalArgumentException("A message's weight is 0 or 1, not " + weight);
        }
    }

    /** A system message. */
    public static ChatMessage system(String content) {
        return new ChatMessage(Role.SYSTEM, content, 1);
    }

    /** A user's message. */
    public static ChatMessage user(String content) {
        return new ChatMessage(Role.USER, content, 1);
    }

    /** An assistant's message that is learnt from. */
    public static ChatMessage assistant(String content) {
        return new ChatMessage(Role.ASSISTANT, content, 1);
    }
}
