package io.agencyswarm.service;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.testing.SseClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A client of the service. Immutable and thread-safe. */
public final class ServiceClient {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI base;
    private final Map<String, String> headers;

    private ServiceClient(URI base, Map<String, String> headers) {
        this.base = base;
        this.headers = headers;
    }

    /** Creates a client for an address, whose path is ignored. */
    public static ServiceClient at(URI address) {
        return new ServiceClient(address.resolve("/"), Map.of());
    }

    /** Returns a copy that adds or replaces a header. */
    public ServiceClient with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new ServiceClient(base, more);
    }

    /** Returns the body for a message. */
    public static ObjectNode says(String message) {
        return Json.object().put("message", message);
    }

    /** Returns the body for a message after a history. */
    public static ObjectNode says(String message, ArrayNode history) {
        return says(message).set("chat_history", history);
    }

    /** Returns a step of the scripted model: one agent asks another, whose model plays {@code script}. */
    public static String delegate(String agent, String script) {
        return "call send_message "
                + Json.object()
                        .put("recipient_agent", agent)
                        .put("message", script)
                        .put("additional_instructions", "");
    }

    /** Returns the plain answer to a message. */
    public ServiceAnswer ask(String agency, String message) throws IOException, InterruptedException {
        return ask(agency, says(message));
    }

    /** Returns the plain answer to a request. */
    public ServiceAnswer ask(String agency, ObjectNode body) throws IOException, InterruptedException {
        return post("/" + agency + "/get_response", body.toString());
    }

    /** Completes with the plain answer to a request. */
    public CompletableFuture<ServiceAnswer> askLater(String agency, ObjectNode body) {
        return HTTP.sendAsync(request("POST", "/" + agency + "/get_response", body.toString()), BodyHandlers.ofString())
                .thenApply(ServiceAnswer::of);
    }

    /** Returns the complete stream for a message. */
    public StreamedAnswer stream(String agency, String message) throws IOException {
        return stream(agency, says(message));
    }

    /** Returns the complete stream for a request. */
    public StreamedAnswer stream(String agency, ObjectNode body) throws IOException {
        try (LiveStream stream = open(agency, body)) {
            return stream.rest();
        }
    }

    /** Starts a stream. */
    public LiveStream open(String agency, String message) throws IOException {
        return open(agency, says(message));
    }

    /** Starts a stream. */
    public LiveStream open(String agency, ObjectNode body) throws IOException {
        return new LiveStream(raw("/" + agency + "/get_response_stream").post(body.toString()));
    }

    /** Creates a request over a plain socket. */
    public SseClient.Request raw(String path) {
        SseClient.Request request = SseClient.to(base.resolve(path));
        headers.forEach(request::header);
        return request;
    }

    /** Cancels a run in the default mode. */
    public ServiceAnswer cancel(String agency, String runId) throws IOException, InterruptedException {
        return post(cancelPath(agency), Json.object().put("run_id", runId).toString());
    }

    /** Cancels a run in a given mode, and does not wait for the answer. */
    public CompletableFuture<ServiceAnswer> cancelLater(String agency, String runId, String mode) {
        String body =
                Json.object().put("run_id", runId).put("cancel_mode", mode).toString();
        return HTTP.sendAsync(request("POST", cancelPath(agency), body), BodyHandlers.ofString())
                .thenApply(ServiceAnswer::of);
    }

    public ServiceAnswer get(String path) throws IOException, InterruptedException {
        return send("GET", path, "");
    }

    public ServiceAnswer post(String path, String body) throws IOException, InterruptedException {
        return send("POST", path, body);
    }

    /** Completes with the plain answer to a body. */
    public CompletableFuture<ServiceAnswer> postLater(String path, String body) {
        return HTTP.sendAsync(request("POST", path, body), BodyHandlers.ofString())
                .thenApply(ServiceAnswer::of);
    }

    /** Sends a body without a Content-Length. */
    public ServiceAnswer postInChunks(String path, String body) throws IOException, InterruptedException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(request("POST", path, body), (_, _) -> true)
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)))
                .build();
        return ServiceAnswer.of(HTTP.send(request, BodyHandlers.ofString()));
    }

    public ServiceAnswer send(String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> response = HTTP.send(request(method, path, body), BodyHandlers.ofString());
        return ServiceAnswer.of(response);
    }

    private HttpRequest request(String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(PATIENCE)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!headers.containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        return request.build();
    }

    private static String cancelPath(String agency) {
        return "/" + agency + "/cancel_response_stream";
    }
}
