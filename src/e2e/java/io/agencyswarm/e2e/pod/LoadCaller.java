package io.agencyswarm.e2e.pod;

import io.agencyswarm.json.Json;
import io.agencyswarm.testing.SseClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A client of the service at an address, with the token and without cookies. Immutable. */
record LoadCaller(URI base, Map<String, String> headers) {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** The outcome of a cancel. */
    record Cancelled(int status, String text, Duration took) {

        boolean succeeded() {
            return status == 200 && text.contains("\"cancelled\":true");
        }
    }

    static LoadCaller at(URI base) {
        return new LoadCaller(base, Map.of("Authorization", "Bearer " + Pod.TOKEN));
    }

    LoadCaller with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new LoadCaller(base, more);
    }

    /** A started run. */
    RunStream open(String script) throws IOException {
        SseClient.Request request = SseClient.to(base.resolve("/travel/get_response_stream"));
        headers.forEach(request::header);
        return new RunStream(request.post(Json.object().put("message", script).toString()));
    }

    Cancelled cancel(String runId, String mode) throws IOException, InterruptedException {
        long started = System.nanoTime();
        String body =
                Json.object().put("run_id", runId).put("cancel_mode", mode).toString();
        HttpResponse<String> answer = send(request("/travel/cancel_response_stream")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
        return new Cancelled(answer.statusCode(), answer.body(), Duration.ofNanos(System.nanoTime() - started));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    HttpResponse<String> delete(String path) throws IOException, InterruptedException {
        return send(request(path).DELETE());
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(30));
        headers.forEach(request::header);
        return request;
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
