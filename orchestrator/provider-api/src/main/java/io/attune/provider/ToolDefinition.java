package io.attune.provider;

/**
 * A tool that a model may call.
 *
 * @param description empty when none is given
 * @param parameters the JSON Schema of its arguments, as JSON text
 */
public record ToolDefinition(String name, String description, String parameters) {}
