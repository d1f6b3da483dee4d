package io.agencyswarm.e2e.pod;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.testing.SseClient;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;

/** A run in the background, as pods report it. */
record BackgroundRun(String id) {

    /** Starts a run. */
    static BackgroundRun begin(LoadCaller caller, String script) throws IOException, InterruptedException {
        return begin(caller, Json.object().put("message", script));
    }

    /** Starts a run with additional fields in the body. */
    static BackgroundRun begin(LoadCaller caller, ObjectNode body) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                caller.post("/travel/get_response", body.put("background", true).toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return new BackgroundRun(Json.read(answer.body()).path("run_id").asText());
    }

    /** Returns the run's current state from a pod. */
    JsonNode seenBy(LoadCaller caller) throws IOException, InterruptedException {
        return seenBy(caller, "");
    }

    /** Returns the run's state from a pod after its end. */
    JsonNode awaitedBy(LoadCaller caller) throws IOException, InterruptedException {
        return seenBy(caller, "?wait=25");
    }

    private JsonNode seenBy(LoadCaller caller, String query) throws IOException, InterruptedException {
        HttpResponse<String> answer = caller.get("/travel/runs/" + id + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.read(answer.body());
    }

    /** Waits until the run has a status, by polling: nothing reports the death of another process. */
    JsonNode awaitStatus(LoadCaller caller, String status) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + 45_000_000_000L;
        JsonNode seen = seenBy(caller);
        while (!seen.path("status").asText().equals(status)) {
            assertThat(System.nanoTime()).as(seen.toString()).isLessThan(deadline);
            Thread.sleep(100);
            seen = seenBy(caller);
        }
        return seen;
    }

    /** Opens the stream after a frame. The caller must close it. */
    SseClient stream(LoadCaller caller, long after) throws IOException {
        SseClient.Request request = SseClient.to(caller.base().resolve("/travel/runs/" + id + "/stream"))
                .header("Last-Event-ID", String.valueOf(after));
        caller.headers().forEach(request::header);
        return request.get();
    }

    /** Returns all frames after one of them, to the end. */
    List<String> frames(LoadCaller caller, long after) throws IOException {
        try (SseClient stream = stream(caller, after)) {
            assertThat(stream.status()).isEqualTo(200);
            return stream.readFrames();
        }
    }
}
