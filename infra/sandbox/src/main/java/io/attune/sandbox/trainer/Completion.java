package io.attune.sandbox.trainer;

/**
 * The assistant's answer.
 *
 * @param text the answer, without stop text and special tokens
 * @param finish why it ended
 * @param promptTokens tokens of the conversation with its template
 * @param completionTokens tokens generated, the end token included
 */
public record Completion(String text, Finish finish, int promptTokens, int completionTokens) {

    /** Why an answer ended. */
    public enum Finish {
        /** The model ended it, or a stop text appeared. */
        STOP,
        /** The token limit or the context's end was reached. */
        LENGTH
    }
}
