package io.attune.pipeline;

/**
 * What an assistant asks a tool to do.
 *
 * @param id names the call, so that a tool's answer can refer to it
 * @param function the tool's name
 * @param arguments JSON text, as the model writes it
 */
public record ToolCall(String id, String function, String arguments) {

    /** The same call with other arguments. */
    public ToolCall withArguments(String other) {
        return new ToolCall(id, function, other);
    }
}
