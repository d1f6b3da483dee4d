package io.agencyswarm.e2e.pod;

import io.agencyswarm.json.Json;
import io.agencyswarm.testing.SseClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The stream of a run, read frame by frame. Not thread-safe. */
final class RunStream implements AutoCloseable {

    private static final String DELTA = "response.output_text.delta";

    private final SseClient client;
    private final String runId;
    private final List<String> frames = new ArrayList<>();

    RunStream(SseClient client) throws IOException {
        this.client = client;
        String meta = next().orElseThrow(() -> new IOException("no frame, status " + client.status()));
        if (client.status() != 200 || !meta.startsWith("event: meta\n")) {
            throw new IOException("no stream but " + client.status() + ": " + meta);
        }
        this.runId = Json.read(meta.substring(meta.indexOf('{'))).path("run_id").asText();
    }

    String runId() {
        return runId;
    }

    /** Returns the name and value of the stream's cookie. */
    String cookie() {
        return client.header("Set-Cookie").orElseThrow().split(";")[0];
    }

    /** Reads up to the next delta of the answer. */
    void awaitDelta() throws IOException {
        while (true) {
            if (next().orElseThrow(() -> new IOException("it ended: " + frames)).contains(DELTA)) {
                return;
            }
        }
    }

    /** Reads to the end; throws if the connection breaks. */
    RunStream rest() throws IOException {
        while (next().isPresent()) {
            // Each is kept.
        }
        return this;
    }

    /** Returns the deltas of the answer that were read. */
    long deltas() {
        return frames.stream().filter(frame -> frame.contains(DELTA)).count();
    }

    /** Returns whether the stream ended properly and without an error. */
    boolean whole() {
        int last = frames.size() - 1;
        return frames.get(last).startsWith("event: end\n")
                && frames.get(last - 1).startsWith("event: messages\n")
                && frames.stream().noneMatch(frame -> frame.startsWith("data: {\"error\""));
    }

    /** Returns the error of a stream that ended properly with an error frame. */
    String endedWithError() {
        int last = frames.size() - 1;
        if (!frames.get(last).startsWith("event: end\n")
                || !frames.get(last - 1).startsWith("event: messages\n")) {
            throw new AssertionError("no proper end: " + frames.subList(Math.max(0, last - 2), last + 1));
        }
        return frames.get(last - 2);
    }

    private Optional<String> next() throws IOException {
        Optional<String> frame = client.readFrame();
        frame.ifPresent(frames::add);
        return frame;
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
