package io.agencyswarm.http.guard;

import java.util.List;

/** What a path of the server is for. */
enum PathKind {
    /** Starts a run. */
    RUN("POST"),
    /** Cancels a run. */
    CANCEL("POST"),
    /** Describes an agency. */
    METADATA("GET, HEAD"),
    /** Calls a tool. */
    TOOL("POST"),
    /** Receives an MCP message, which may start a run or call a tool. */
    MCP("POST"),
    /** Lists runs or threads. */
    LIST("GET, HEAD"),
    /** Returns or deletes a run or a thread. */
    ENTRY("GET, HEAD, DELETE"),
    /** Streams the frames of a run. */
    RUN_STREAM("GET, HEAD"),
    /** Creates a thread from another one. */
    FORK("POST"),
    /** Returns a log. */
    LOGS("GET, HEAD, POST"),
    /** The OpenAPI document and its pages. */
    DOCS(""),
    /** The playground and its files. */
    PLAYGROUND(""),
    /** A path of the application, or an unknown path. */
    OTHER("");

    private final String methods;

    PathKind(String methods) {
        this.methods = methods;
    }

    /** Returns whether the path is an endpoint. */
    boolean isEndpoint() {
        return !methods.isEmpty();
    }

    /** Returns whether an endpoint has a method. */
    boolean allows(String method) {
        return List.of(methods.split(", ", 0)).contains(method) || method.equals("OPTIONS");
    }

    /** Returns the methods of an endpoint in the format of the header {@code Allow}. */
    String methods() {
        return methods;
    }
}
