package io.agencyswarm.mcpserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.json.Json;
import io.agencyswarm.text.Excerpt;
import io.agencyswarm.text.Secrets;
import org.jspecify.annotations.Nullable;

/** Answers a message with a protocol error instead of a tool's result. */
final class McpError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int MAX_TEXT_LENGTH = 100;
    private static final int PARSE_ERROR = -32_700;
    private static final int INVALID_REQUEST = -32_600;
    private static final int METHOD_NOT_FOUND = -32_601;
    private static final int INVALID_PARAMS = -32_602;
    private static final int INTERNAL_ERROR = -32_603;
    private static final int HEADER_MISMATCH = -32_020;
    private static final int UNSUPPORTED_VERSION = -32_022;

    private final int code;
    private final int status;
    private final transient @Nullable ObjectNode data;

    private McpError(int code, int status, String message, @Nullable ObjectNode data) {
        super(Secrets.redact(message));
        this.code = code;
        this.status = status;
        this.data = data;
    }

    /** The body is not JSON. */
    static McpError notJson(String message) {
        return new McpError(PARSE_ERROR, 400, message, null);
    }

    /** The body is not a JSON-RPC message. */
    static McpError invalidMessage(String message) {
        return new McpError(INVALID_REQUEST, 400, message, null);
    }

    /**
     * The method is unknown. The status is 404 only if the revision is stateless: in the others, 404 means an expired
     * session.
     */
    static McpError unknownMethod(String method, Revision revision) {
        return new McpError(
                METHOD_NOT_FOUND,
                revision.isStateless() ? 404 : 200,
                "Method not found: " + forMessage(method) + ". This server has tools/list and tools/call.",
                null);
    }

    /** A field is missing that every request must have. */
    static McpError missingField(String name) {
        return new McpError(INVALID_PARAMS, 400, "params._meta has no \"" + name + "\", which is required.", null);
    }

    /** The tool does not exist, or the caller may not use it. */
    static McpError unknownTool(String name) {
        return new McpError(
                INVALID_PARAMS,
                200,
                "Unknown tool: \"" + forMessage(name) + "\". tools/list returns the tools that you may call.",
                null);
    }

    /** The arguments of a call are not an object. */
    static McpError wrongArguments() {
        return new McpError(INVALID_PARAMS, 200, "\"arguments\" must be an object.", null);
    }

    /** A header is missing, or its value differs from the body's. */
    static McpError wrongHeader(String name, @Nullable String header, String body) {
        return new McpError(
                HEADER_MISMATCH,
                400,
                "The header " + name
                        + (header == null ? " is missing" : " has the value \"" + forMessage(header) + "\"")
                        + ", but the body has \"" + forMessage(body) + "\". Both must be equal.",
                null);
    }

    /** The server does not support the revision. */
    static McpError unsupportedVersion(String requested) {
        ObjectNode data = Json.object();
        data.set("supported", Revision.versions());
        data.put("requested", forMessage(requested));
        return new McpError(
                UNSUPPORTED_VERSION,
                400,
                "This server does not support the protocol version \"" + forMessage(requested) + "\". Use one of "
                        + Json.text(Revision.versions()) + ".",
                data);
    }

    /**
     * The service has reached a limit, is shutting down, or can't reach its store. The code is the HTTP status that
     * other endpoints would answer. The status of this response is 200, because clients of the earlier revisions do not
     * read errors from others.
     */
    static McpError busy(AgencyException failure) {
        return new McpError(failure.code().status(), 200, failure.getMessage(), null);
    }

    /** The service failed for another reason. */
    static McpError internalError(AgencyException failure) {
        return new McpError(INTERNAL_ERROR, 200, failure.getMessage(), null);
    }

    private static String forMessage(String text) {
        return Excerpt.of(Secrets.redact(text), MAX_TEXT_LENGTH);
    }

    /** Returns the HTTP status of the response. */
    int status() {
        return status;
    }

    /**
     * Returns the response.
     *
     * @param id the id of the request; null if it could not be read
     */
    ObjectNode response(@Nullable JsonNode id) {
        ObjectNode response = Json.object().put("jsonrpc", "2.0");
        response.set("id", id);
        ObjectNode error = response.putObject("error").put("code", code).put("message", getMessage());
        if (data != null) {
            error.set("data", data);
        }
        return response;
    }
}
