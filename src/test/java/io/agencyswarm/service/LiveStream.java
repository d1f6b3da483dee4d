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
    private final List<AnswerFrame> seen = new ArrayList<>();

    LiveStream(SseClient client) {
        this.client = client;
    }

    /** The connection beneath. */
    SseClient connection() {
        return client;
    }

    /** The run's id, for which the first frame is read. */
    String runId() throws IOException {
        AnswerFrame first = seen.isEmpty() ? next().orElseThrow() : seen.getFirst();
        return first.data().path("run_id").asText();
    }

    /** Reads on until something happened; see {@link AnswerFrame#what()}. */
    AnswerFrame await(String what) throws IOException {
        return await(frame -> frame.what().equals(what));
    }

    /** Reads on until a frame fits. */
    AnswerFrame await(Predicate<AnswerFrame> expected) throws IOException {
        while (true) {
            AnswerFrame frame = next().orElseThrow(() -> new AssertionError("The stream ended before that: " + seen));
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

    private Optional<AnswerFrame> next() throws IOException {
        Optional<String> raw = client.readFrame();
        while (raw.isPresent() && raw.get().startsWith(":")) {
            raw = client.readFrame();
        }
        Optional<AnswerFrame> frame = raw.map(AnswerFrame::of);
        frame.ifPresent(seen::add);
        return frame;
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
