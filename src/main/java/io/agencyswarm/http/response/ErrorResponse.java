package io.agencyswarm.http.response;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.json.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The response to a request that fails: its status, headers and JSON body. {@link ErrorCode} determines them wherever
 * one of its codes applies; the other responses are those of HTTP itself, such as 405.
 *
 * @param headers the headers in addition to {@code Content-Type}
 * @param body not modified once the response is created
 */
public record ErrorResponse(int status, Map<String, String> headers, ObjectNode body) {

    /**
     * Behind a proxy another process may accept the request at once; the second keeps clients from retrying in a loop.
     */
    private static final String RETRY_SECONDS = "1";

    /** Copies the headers. */
    public ErrorResponse {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** Returns the response for an exception. That of an invalid request lists every problem. */
    public static ErrorResponse of(AgencyException failure) {
        return failure instanceof InvalidRequestException invalid
                ? of(invalid.code(), Json.tree(invalid.problems()))
                : of(failure.code(), failure.getMessage());
    }

    /** Returns the response for an error code. */
    public static ErrorResponse of(ErrorCode code, String sentence) {
        return of(code, TextNode.valueOf(sentence));
    }

    private static ErrorResponse of(ErrorCode code, JsonNode reason) {
        return switch (code.outcome()) {
            case REJECTED -> of(code.status(), "detail", reason);
            case BUSY -> of(code.status(), "detail", reason).withRetryAfter();
            case STOPPED -> of(code.status(), "error", reason).withRetryAfter();
            case FAILED -> of(code.status(), "error", reason);
        };
    }

    /** Returns the response to a request that is rejected with a status of HTTP that no error code stands for. */
    public static ErrorResponse rejection(int status, String detail) {
        return of(status, "detail", detail);
    }

    /** Returns the response of an endpoint for which the contract defines the status and the body's only field. */
    public static ErrorResponse of(int status, String field, String sentence) {
        return of(status, field, TextNode.valueOf(sentence));
    }

    private static ErrorResponse of(int status, String field, JsonNode reason) {
        return new ErrorResponse(status, Map.of(), Json.object().set(field, reason));
    }

    /** Returns this response with a header. */
    public ErrorResponse withHeader(String name, String value) {
        Map<String, String> allHeaders = new LinkedHashMap<>(headers);
        allHeaders.put(name, value);
        return new ErrorResponse(status, allHeaders, body);
    }

    /** Returns this response with the header that tells the client to retry. */
    public ErrorResponse withRetryAfter() {
        return withHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
    }

    /** Returns this response with another field in its body. */
    public ErrorResponse withField(String name, Object value) {
        return new ErrorResponse(status, headers, body.deepCopy().set(name, Json.tree(value)));
    }

    /** Returns the response of a resource, a filter or an exception mapper. */
    public Response response() {
        Response.ResponseBuilder response =
                Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(Json.bytes(body));
        headers.forEach(response::header);
        return response.build();
    }

    /** Writes and ends a response of the router. Call it on the request's event loop. */
    public void send(HttpServerResponse response) {
        headers.forEach(response::putHeader);
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON)
                .end(Buffer.buffer(Json.bytes(body)));
    }
}
