package io.agencyswarm.test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * A client of one agency of the application under test, over HTTP:
 *
 * <pre>{@code
 * AgencyClient.of("bakery").ask("What do 6 rolls cost?").assertText("That makes 2.7 euros.");
 * }</pre>
 *
 * <p>Immutable. A request fails after one minute.
 */
public final class AgencyClient {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final URI agency;
    private final String token;
    private final ObjectNode fields;

    private AgencyClient(URI agency, String token, ObjectNode fields) {
        this.agency = agency;
        this.token = token;
        this.fields = fields;
    }

    /**
     * Returns a client of an agency.
     *
     * @param agency its name
     */
    public static AgencyClient of(String agency) {
        String base = ConfigProvider.getConfig().getValue("test.url", String.class);
        return new AgencyClient(URI.create(base + "/" + agency.replace(' ', '_') + "/"), "", Json.object());
    }

    /** Returns a copy that sends a token in the header {@code Authorization}. */
    public AgencyClient withToken(String other) {
        return new AgencyClient(agency, other, fields);
    }

    /** Returns a copy that asks this agent instead of the first entry point. */
    public AgencyClient to(String agent) {
        return with("recipient_agent", agent);
    }

    /** Returns a copy that sends a user context, which tools can read and models do not see. */
    public AgencyClient withUserContext(Map<String, ?> context) {
        return with("user_context", context);
    }

    /** Returns a copy that continues a conversation: it sends the history of the reply, including the reply. */
    public AgencyClient after(AgencyReply reply) {
        return with("chat_history", reply.history());
    }

    /**
     * Returns a copy that sends an additional field.
     *
     * @param value the value, which is converted to JSON
     */
    public AgencyClient with(String field, Object value) {
        ObjectNode other = fields.deepCopy();
        other.set(field, Json.tree(value));
        return new AgencyClient(agency, token, other);
    }

    /** Sends a message and returns the complete answer. */
    public AgencyReply ask(String message) {
        HttpResponse<String> response = send("get_response", message, BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            return AgencyReply.refused(response.statusCode(), response.body());
        }
        return AgencyReply.plain(fields.path("chat_history"), read(response.body()));
    }

    /** Sends a message and reads the stream to its end. */
    public AgencyReply stream(String message) {
        HttpResponse<Stream<String>> response = send("get_response_stream", message, BodyHandlers.ofLines());
        try (Stream<String> lines = response.body()) {
            if (response.statusCode() != 200) {
                return AgencyReply.refused(response.statusCode(), String.join("\n", lines.toList()));
            }
            List<JsonNode> data = new ArrayList<>();
            lines.filter(line -> line.startsWith("data: {"))
                    .forEach(line -> data.add(read(line.substring("data: ".length()))));
            return AgencyReply.streamed(fields.path("chat_history"), data);
        }
    }

    private <T> HttpResponse<T> send(String endpoint, String message, HttpResponse.BodyHandler<T> reader) {
        HttpRequest.Builder request = HttpRequest.newBuilder(agency.resolve(endpoint))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        Json.text(fields.deepCopy().put("message", message))));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return HTTP.send(request.build(), reader);
        } catch (IOException e) {
            throw new AssertionError("The request to " + agency + endpoint + " failed: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("The test was interrupted.", e);
        }
    }

    private static JsonNode read(String text) {
        try {
            return Json.read(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("The service sent what is not JSON: " + text, e);
        }
    }
}
