package io.agencyswarm.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A client of the scripted model server's endpoints that report what it received. */
final class ModelServer {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    private final String base;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    ModelServer(String base) {
        this.base = base;
    }

    /** Returns the requests since the last {@link #forget()}, oldest first. */
    JsonNode requests() throws IOException, InterruptedException {
        return call("GET", "/__requests");
    }

    void forget() throws IOException, InterruptedException {
        call("DELETE", "/__requests");
    }

    /** Returns the number of open streams. */
    int open() throws IOException, InterruptedException {
        return call("GET", "/__stats").required("open").intValue();
    }

    /** Waits until no stream is open. Returns the number of streams that are still open after the timeout. */
    int openAfter(Duration patience) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        int open = open();
        while (open > 0 && System.nanoTime() < deadline) {
            Thread.sleep(BETWEEN_LOOKS);
            open = open();
        }
        return open;
    }

    private JsonNode call(String method, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(10))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return Wire.MAPPER.readTree(
                client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }
}
