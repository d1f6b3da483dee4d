package io.agencyswarm.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.tool.schema.StrictSchemas;

/**
 * The description of a tool for models and clients, which call it.
 *
 * @param name unique within an agent; at most 64 letters, digits, {@code _} and {@code -}, as model providers require
 * @param description the purpose of the tool; may be empty
 * @param inputSchema JSON schema of the arguments, of type {@code object}; shared, so do not modify it
 * @param strict whether OpenAI can enforce the schema while the model writes the arguments
 */
public record ToolSpec(String name, String description, ObjectNode inputSchema, boolean strict) {

    /** Creates a description that is strict if the schema allows it. */
    public ToolSpec(String name, String description, ObjectNode inputSchema) {
        this(name, description, inputSchema, StrictSchemas.allows(inputSchema));
    }
}
