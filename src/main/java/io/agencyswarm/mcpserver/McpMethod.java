package io.agencyswarm.mcpserver;

import java.util.Arrays;
import java.util.Optional;

/** The methods that clients may request. */
enum McpMethod {
    LIST_TOOLS("tools/list"),
    CALL_TOOL("tools/call"),
    DISCOVER("server/discover"),
    INITIALIZE("initialize"),
    PING("ping");

    private final String methodName;

    McpMethod(String methodName) {
        this.methodName = methodName;
    }

    /** Returns the method with this name; empty if the revision does not have it. */
    static Optional<McpMethod> of(String methodName, Revision revision) {
        return Arrays.stream(values())
                .filter(method -> method.methodName.equals(methodName) && method.isIn(revision))
                .findFirst();
    }

    private boolean isIn(Revision revision) {
        return switch (this) {
            case LIST_TOOLS, CALL_TOOL -> true;
            case DISCOVER -> revision.isStateless();
            case INITIALIZE, PING -> !revision.isStateless();
        };
    }
}
