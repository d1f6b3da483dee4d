package io.agencyswarm.tool.mcp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a server was found at its last use.
 *
 * @param name the name that agents know it by
 * @param place its address, or its program
 * @param tools the names of its tools, as models are told them
 * @param reason why it is not available, as half a sentence; null where it is, or was never used
 */
public record McpServerStatus(
        String name,
        String place,
        State state,
        List<String> tools,
        @Nullable String reason) {

    /** Whether a server could be used. */
    public enum State {
        /** No run has needed it. */
        UNUSED,
        /** Its tools are known. */
        UP,
        /** It could not be connected to, or did not tell its tools. */
        DOWN
    }
}
