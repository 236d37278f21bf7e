package io.attune.pipeline;

/**
 * A tool the assistant may call.
 *
 * @param description empty when none is given
 * @param parameters the JSON Schema of its arguments, as canonical JSON text
 */
public record Tool(String name, String description, String parameters) {
}
