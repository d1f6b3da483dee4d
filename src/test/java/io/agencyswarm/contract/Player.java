package io.agencyswarm.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Plays the steps of one case and returns the service's answers. */
final class Player {

    private static final Duration STEP_LIMIT = Duration.ofSeconds(90);
    private static final Duration CLOSED_AFTER_LEAVE = Duration.ofMillis(1500);
    private static final Duration CLOSED_AFTER_CANCEL = Duration.ofMillis(500);
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<String> COMPARED = Set.of(
            "content-type",
            "cache-control",
            "x-accel-buffering",
            "www-authenticate",
            "location",
            "access-control-allow-origin",
            "access-control-allow-credentials",
            "access-control-allow-methods",
            "access-control-allow-headers",
            "retry-after");

    private final URI base;
    private final ModelServer model;
    private final KnownIds known = new KnownIds();

    /** Receives each frame; returns whether the client continues to read. */
    @FunctionalInterface
    private interface Listener {
        boolean readOn(int frames);
    }

    Player(URI base, ModelServer model) {
        this.base = base;
        this.model = model;
    }

    /** Plays a step. The answer has {@code status}, {@code headers}, and either {@code body} or {@code events}. */
    ObjectNode play(ContractStep step) throws IOException, InterruptedException {
        return switch (step) {
            case ContractStep.Http http -> http(http);
            case ContractStep.Stream(String path, JsonNode json, Map<String, String> headers) ->
                stream(post(path, json, headers), _ -> true);
            case ContractStep.Leave(String path, JsonNode json, int after) -> {
                ObjectNode answer = stream(post(path, json, null), frames -> frames < after);
                yield answer.put("model_streams_open", model.openAfter(CLOSED_AFTER_LEAVE));
            }
            case ContractStep.Cancel cancel -> cancel(cancel);
        };
    }

    private ObjectNode http(ContractStep.Http step) throws IOException, InterruptedException {
        String body = step.raw() != null
                ? step.raw()
                : step.json() != null ? known.fill(step.json()).toString() : null;
        HttpResponse<String> response = plain(request(step.method(), step.path(), body, step.headers()));
        if (REDIRECTS.contains(response.statusCode()) && step.method().equals("GET")) {
            String target = URI.create(response.headers().firstValue("location").orElseThrow())
                    .getPath();
            response = plain(request("GET", target, body, step.headers()));
        }
        ObjectNode answer = head(response);
        answer.set("body", Wire.parse(response.body()));
        known.learn(answer.get("body"));
        return answer;
    }

    private ObjectNode cancel(ContractStep.Cancel step) throws IOException, InterruptedException {
        FutureTask<ObjectNode> cancelling = new FutureTask<>(() -> {
            ObjectNode body = Wire.object().put("run_id", known.text("run_id"));
            if (step.mode() != null) {
                body.put("cancel_mode", step.mode());
            }
            HttpResponse<String> response = plain(post(step.cancelPath(), body, null));
            ObjectNode answer = head(response);
            answer.set("body", Wire.parse(response.body()));
            return answer;
        });
        ObjectNode answer = stream(post(step.path(), step.json(), null), frames -> {
            if (frames == step.after()) {
                Thread.startVirtualThread(cancelling);
            }
            return true;
        });
        if (answer.path("events").size() >= step.after()) {
            answer.set("cancel", result(cancelling));
        }
        return answer.put("model_streams_open", model.openAfter(CLOSED_AFTER_CANCEL));
    }

    private static ObjectNode result(FutureTask<ObjectNode> task) throws IOException, InterruptedException {
        try {
            return task.get(STEP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("The cancel was not answered: " + e, e);
        }
    }

    /** Reads a stream to its end or until the listener stops, then closes the connection. */
    private ObjectNode stream(HttpRequest request, Listener listener) throws IOException, InterruptedException {
        HttpClient client = client();
        CompletableFuture<Void> limit = CompletableFuture.runAsync(
                client::shutdownNow, CompletableFuture.delayedExecutor(STEP_LIMIT.toSeconds(), TimeUnit.SECONDS));
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            ObjectNode answer = head(response);
            ArrayNode events = answer.putArray("events");
            if (response.statusCode() == 200) {
                read(new ContractEventReader(response.body()), events, listener);
            } else {
                answer.set("body", Wire.parse(new String(response.body().readAllBytes(), StandardCharsets.UTF_8)));
            }
            return answer;
        } finally {
            limit.cancel(false);
            client.shutdownNow();
        }
    }

    private void read(ContractEventReader reader, ArrayNode events, Listener listener) throws IOException {
        for (ObjectNode event = reader.next(); event != null; event = reader.next()) {
            events.add(event);
            known.learn(event.path("data"));
            if (!listener.readOn(events.size())) {
                return;
            }
        }
    }

    private HttpResponse<String> plain(HttpRequest request) throws IOException, InterruptedException {
        try (HttpClient client = client()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        }
    }

    /** A separate client for each call, so that closing it closes only this connection. */
    private static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    private HttpRequest post(String path, JsonNode json, @Nullable Map<String, @Nullable String> headers) {
        return request("POST", path, known.fill(json).toString(), headers);
    }

    private HttpRequest request(
            String method, String path, @Nullable String body, @Nullable Map<String, @Nullable String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(STEP_LIMIT)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        if (headers != null) {
            headers.forEach((name, value) -> {
                if (value != null) {
                    request.header(name, value);
                }
            });
        }
        return request.build();
    }

    private static ObjectNode head(HttpResponse<?> response) {
        ObjectNode answer = Wire.object().put("status", response.statusCode());
        ObjectNode headers = answer.putObject("headers");
        HttpHeaders sent = response.headers();
        sent.map().forEach((name, values) -> {
            String key = name.toLowerCase(Locale.ROOT);
            if (COMPARED.contains(key)) {
                headers.put(key, values.getLast());
            }
        });
        return answer;
    }
}
