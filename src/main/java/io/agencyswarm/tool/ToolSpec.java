package io.agencyswarm.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.tool.schema.StrictSchemas;
import java.util.regex.Pattern;

/**
 * The description of a tool for models and clients, which call it.
 *
 * @param name unique within an agent; at most 64 letters, digits, {@code _} and {@code -}, as model providers require
 * @param description the purpose of the tool; may be empty
 * @param inputSchema JSON schema of the arguments, of type {@code object}; shared, so do not modify it
 * @param strict whether OpenAI can enforce the schema while the model writes the arguments
 */
public record ToolSpec(String name, String description, ObjectNode inputSchema, boolean strict) {

    private static final int MAX_NAME_LENGTH = 64;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1," + MAX_NAME_LENGTH + "}");
    private static final Pattern NOT_IN_NAMES = Pattern.compile("[^A-Za-z0-9_-]");

    /** Creates a description that is strict if the schema allows it. */
    public ToolSpec(String name, String description, ObjectNode inputSchema) {
        this(name, description, inputSchema, StrictSchemas.allows(inputSchema));
    }

    /** Returns whether every model provider accepts a tool of this name. */
    public static boolean isValidName(String name) {
        return NAME.matcher(name).matches();
    }

    /**
     * Returns the name itself if it is valid, or a similar valid name. Models call tools that do not exist, by any
     * name, and servers may use other names for their tools.
     */
    public static String validName(String name) {
        String cleaned = NOT_IN_NAMES.matcher(name).replaceAll("_");
        return cleaned.isEmpty() ? "unnamed" : cleaned.substring(0, Math.min(cleaned.length(), MAX_NAME_LENGTH));
    }
}
