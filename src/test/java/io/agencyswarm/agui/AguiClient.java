package io.agencyswarm.agui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.testing.PlainWords;
import io.agencyswarm.testing.SseClient;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A client of AG-UI. */
final class AguiClient {

    private final URI base;
    private final String token;

    AguiClient(URI address) {
        this(address, "");
    }

    /** Returns a client with a token. */
    AguiClient(URI address, String token) {
        this.base = address.resolve("/");
        this.token = token;
    }

    /** A stream that is read event by event. */
    static final class Stream implements AutoCloseable {

        private final SseClient connection;
        private final List<JsonNode> seen = new ArrayList<>();

        private Stream(SseClient connection) {
            this.connection = connection;
        }

        /** Reads up to an event of a type. */
        JsonNode await(String type) throws IOException {
            for (Optional<JsonNode> event = next(); event.isPresent(); event = next()) {
                if (event.get().path("type").asText().equals(type)) {
                    return event.get();
                }
            }
            throw new AssertionError("The stream ended without " + type + ": " + seen);
        }

        /** Reads to the end. Returns all events, including earlier ones. */
        AguiEvents rest() throws IOException {
            while (next().isPresent()) {
                // The stream stores each event.
            }
            return new AguiEvents(seen);
        }

        private Optional<JsonNode> next() throws IOException {
            Optional<String> frame = connection.readFrame();
            frame.ifPresent(raw -> {
                assertThat(raw).startsWith("data: {").endsWith("}\n\n").doesNotContain("\nevent");
                seen.add(AguiInput.json(raw.substring("data: ".length())));
            });
            return frame.map(_ -> seen.getLast());
        }

        @Override
        public void close() throws IOException {
            connection.close();
        }
    }

    /** Starts a stream. */
    Stream open(String agency, JsonNode body) throws IOException {
        SseClient connection = request(agency).post(body.toString());
        assertThat(connection.status()).isEqualTo(200);
        assertThat(connection.header("Content-Type")).hasValue("text/event-stream; charset=utf-8");
        return new Stream(connection);
    }

    /** Returns the complete stream for a request. */
    AguiEvents run(String agency, JsonNode body) throws IOException {
        try (Stream stream = open(agency, body)) {
            return stream.rest();
        }
    }

    /** Returns the complete stream for a message. */
    AguiEvents run(String agency, String message) throws IOException {
        return run(agency, AguiInput.says(message));
    }

    /** Returns the problems of a rejected request, each as {@code place: type}. */
    List<String> refused(String agency, String body) throws IOException {
        try (SseClient connection = request(agency).post(body)) {
            String answer = connection.readAll();
            assertThat(connection.status()).as(answer).isEqualTo(422);
            PlainWords.assertPlain(answer);
            ObjectNode json = AguiInput.json(answer);
            List<String> faults = new ArrayList<>();
            for (JsonNode fault : json.required("detail")) {
                assertThat(fault.path("msg").asText()).isNotBlank().doesNotContain("Exception");
                List<String> place = new ArrayList<>();
                fault.path("loc").forEach(step -> place.add(step.asText()));
                faults.add(String.join(".", place) + ": " + fault.path("type").asText());
            }
            return faults;
        }
    }

    /** Returns the status and body of an answer that is not a stream. */
    String plain(String agency, JsonNode body) throws IOException {
        try (SseClient connection = request(agency).post(body.toString())) {
            return connection.status() + " " + connection.readAll();
        }
    }

    private SseClient.Request request(String agency) {
        SseClient.Request request = SseClient.to(base.resolve("/" + agency + "/get_response_stream"))
                .header("Accept", "text/event-stream");
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }
}
