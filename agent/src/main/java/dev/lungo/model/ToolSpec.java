package dev.lungo.model;

/**
 * What the model is told about a tool.
 *
 * @param schema JSON schema of the input, as JSON text
 */
public record ToolSpec(String name, String description, String schema) {}
