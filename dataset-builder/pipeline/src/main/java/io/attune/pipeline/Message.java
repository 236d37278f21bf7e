package io.attune.pipeline;

import org.jspecify.annotations.Nullable;

/**
 * One message of an example.
 *
 * @param weight 1 or 0: whether an assistant's message is learned from; null leaves it to the provider (which learns)
 */
public record Message(Role role, String content, @Nullable Integer weight) {
    public Message {
        if (weight != null && (role != Role.ASSISTANT || weight < 0 || weight > 1)) {
            throw new IllegalArgumentException(
                    "A weight is 0 or 1 and stands on an assistant's message, not " + weight + " on one of " + role);
        }
    }

    public static Message system(String content) {
        return new Message(Role.SYSTEM, content, null);
    }

    public static Message user(String content) {
        return new Message(Role.USER, content, null);
    }

    public static Message assistant(String content) {
        return new Message(Role.ASSISTANT, content, null);
    }

    /** The same message with other words. */
    public Message withContent(String other) {
        return new Message(role, other, weight);
    }
}
