package io.agencyswarm.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.testing.SseClient;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The frames of a stream whose frames are numbered.
 *
 * @param raw the unchanged frames
 */
public record SseFrames(List<String> raw) {

    /** Reads a stream to its end, without its comments, and closes the connection. */
    public static SseFrames of(SseClient stream) throws IOException {
        try (stream) {
            assertThat(stream.status()).isEqualTo(200);
            return new SseFrames(stream.readFrames());
        }
    }

    /** Opens the stream of a run. */
    public static SseClient enter(ServiceClient client, String agency, String runId, @Nullable String lastEventId)
            throws IOException {
        SseClient.Request request = client.raw("/" + agency + "/runs/" + runId + "/stream");
        return (lastEventId == null ? request : request.header("Last-Event-ID", lastEventId)).get();
    }

    public List<AnswerFrame> frames() {
        return raw.stream().map(AnswerFrame::of).toList();
    }

    /** Checks that the frames have consecutive numbers from {@code first}, each in the first line. */
    public static void assertUnbroken(List<String> raw, int first) {
        for (int i = 0; i < raw.size(); i++) {
            assertThat(raw.get(i)).startsWith("id: " + (first + i) + "\n");
        }
    }
}
