package io.agencyswarm.tool.mcp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of a server at its last use.
 *
 * @param name its configured name
 * @param place its address, or its program
 * @param tools the names of its tools for models
 * @param reason why it is not available, for the end of a sentence; null if it is available or was never used
 */
public record McpServerStatus(
        String name,
        String place,
        State state,
        List<String> tools,
        @Nullable String reason) {

    /** Whether a server is available. */
    public enum State {
        /** No run has used it. */
        UNUSED,
        /** Its tools are known. */
        UP,
        /** The connection or the listing of its tools failed. */
        DOWN
    }
}
