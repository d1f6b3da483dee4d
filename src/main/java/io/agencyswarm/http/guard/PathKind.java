package io.agencyswarm.http.guard;

/** What a path of the server is for. */
enum PathKind {
    /** Starts a run. */
    RUN("POST", BodyAdmission.RUN),
    /** Cancels a run. */
    CANCEL("POST", BodyAdmission.SMALL),
    /** Describes an agency. */
    METADATA("GET, HEAD", BodyAdmission.NONE),
    /** Calls a tool. */
    TOOL("POST", BodyAdmission.RUN),
    /** Receives an MCP message, which may start a run or call a tool. */
    MCP("POST", BodyAdmission.MESSAGE),
    /** Lists runs or threads. */
    LIST("GET, HEAD", BodyAdmission.NONE),
    /** Returns or deletes a run or a thread. */
    ENTRY("GET, HEAD, DELETE", BodyAdmission.NONE),
    /** Streams the frames of a run. */
    RUN_STREAM("GET, HEAD", BodyAdmission.NONE),
    /** Creates a thread from another one. */
    FORK("POST", BodyAdmission.SMALL),
    /** Returns a log. */
    LOGS("GET, HEAD, POST", BodyAdmission.SMALL),
    /** The OpenAPI document and its pages. */
    DOCS("", BodyAdmission.NONE),
    /** The playground and its files. */
    PLAYGROUND("", BodyAdmission.NONE),
    /** A path of the application, or an unknown path. */
    OTHER("", BodyAdmission.NONE);

    private final String methods;
    private final BodyAdmission admission;

    PathKind(String methods, BodyAdmission admission) {
        this.methods = methods;
        this.admission = admission;
    }

    /** How a request with a body is admitted. */
    enum BodyAdmission {
        /** Counts as a run, and may have a large body. */
        RUN,
        /** May start a run, which only the body shows. */
        MESSAGE,
        /** Starts no run. Always admitted, with a small body. */
        SMALL,
        /** No endpoint reads a body there. */
        NONE
    }

    /** Returns how a request with a body is admitted. */
    BodyAdmission admission() {
        return admission;
    }

    /** Returns whether the path is an endpoint. */
    boolean isEndpoint() {
        return !methods.isEmpty();
    }

    /** Returns whether an endpoint has a method. */
    boolean allows(String method) {
        return method.equals("OPTIONS") || (", " + methods + ", ").contains(", " + method + ", ");
    }

    /** Returns the methods of an endpoint in the format of the header {@code Allow}. */
    String methods() {
        return methods;
    }
}
