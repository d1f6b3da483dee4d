package io.agencyswarm.service;

import io.agencyswarm.testing.SseClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A stream that is read frame by frame. Not thread-safe. */
public final class LiveStream implements AutoCloseable {

    private final SseClient client;
    private final List<AnswerFrame> seen = new ArrayList<>();

    public LiveStream(SseClient client) {
        this.client = client;
    }

    /** Returns the underlying connection. */
    public SseClient connection() {
        return client;
    }

    /** Returns the run's id from the first frame. */
    public String runId() throws IOException {
        AnswerFrame first = seen.isEmpty() ? next().orElseThrow() : seen.getFirst();
        return first.data().path("run_id").asText();
    }

    /** Reads up to a kind of event; see {@link AnswerFrame#what()}. */
    public AnswerFrame await(String what) throws IOException {
        return await(frame -> frame.what().equals(what));
    }

    /** Reads up to a frame that matches. */
    public AnswerFrame await(Predicate<AnswerFrame> expected) throws IOException {
        while (true) {
            AnswerFrame frame = next().orElseThrow(() -> new AssertionError("The stream ended before that: " + seen));
            if (expected.test(frame)) {
                return frame;
            }
        }
    }

    /** Reads to the end. Returns all frames, including earlier ones, without comments. */
    public StreamedAnswer rest() throws IOException {
        while (next().isPresent()) {
            // The stream stores each frame.
        }
        return new StreamedAnswer(client.status(), seen);
    }

    private Optional<AnswerFrame> next() throws IOException {
        Optional<AnswerFrame> frame = client.readFrame().map(AnswerFrame::of);
        frame.ifPresent(seen::add);
        return frame;
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
