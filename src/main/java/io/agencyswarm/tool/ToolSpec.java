package io.agencyswarm.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a caller, a model or a client, must know of a tool.
 *
 * @param name unique within an agent; letters, digits, {@code _} and {@code -}, 64 at most, as model providers want it
 * @param description what the tool is for; may be empty
 * @param inputSchema JSON schema of the arguments, of type {@code object}; shared, so never to be changed
 * @param strict whether OpenAI can hold a model to the schema while it writes the arguments
 */
public record ToolSpec(String name, String description, ObjectNode inputSchema, boolean strict) {

    /** A tool with this schema, strict where the schema allows it. */
    public ToolSpec(String name, String description, ObjectNode inputSchema) {
        this(name, description, inputSchema, StrictSchemas.allows(inputSchema));
    }
}
