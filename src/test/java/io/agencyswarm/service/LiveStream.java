package io.agencyswarm.service;

import io.agencyswarm.testing.SseClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A stream on its way, read frame by frame. For one thread. */
final class LiveStream implements AutoCloseable {

    private final SseClient client;
    private final List<Frame> seen = new ArrayList<>();

    LiveStream(SseClient client) {
        this.client = client;
    }

    /** The connection beneath. */
    SseClient connection() {
        return client;
    }

    /** The run's id, for which the first frame is read. */
    String runId() throws IOException {
        Frame first = seen.isEmpty() ? next().orElseThrow() : seen.getFirst();
        return first.data().path("run_id").asText();
    }

    /** Reads on until something happened; see {@link Frame#what()}. */
    Frame await(String what) throws IOException {
        return await(frame -> frame.what().equals(what));
    }

    /** Reads on until a frame fits. */
    Frame await(Predicate<Frame> expected) throws IOException {
        while (true) {
            Frame frame = next().orElseThrow(() -> new AssertionError("The stream ended before that: " + seen));
            if (expected.test(frame)) {
                return frame;
            }
        }
    }

    /** Reads to the end. All frames, those from before included; comments are left out. */
    StreamedAnswer rest() throws IOException {
        while (next().isPresent()) {
            // Each is kept in what was seen.
        }
        return new StreamedAnswer(client.status(), seen);
    }

    private Optional<Frame> next() throws IOException {
        Optional<String> raw = client.readFrame();
        while (raw.isPresent() && raw.get().startsWith(":")) {
            raw = client.readFrame();
        }
        Optional<Frame> frame = raw.map(Frame::of);
        frame.ifPresent(seen::add);
        return frame;
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
