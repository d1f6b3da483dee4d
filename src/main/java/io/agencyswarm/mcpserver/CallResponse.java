package io.agencyswarm.mcpserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.sse.SseEvent;
import io.agencyswarm.text.Excerpt;
import io.agencyswarm.text.Secrets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stream that responds to a call: progress, if the client asked for it, then the result. Not safe for several
 * threads.
 */
final class CallResponse {

    private static final int MAX_TEXT_LENGTH = 300;

    private final McpResults results;
    private final JsonNode id;
    private final @Nullable JsonNode progressToken;
    private long notifications;

    /**
     * A response before its first event.
     *
     * @param id the id of the request
     * @param progressToken identifies the call in progress notifications; null if the client did not ask for them
     */
    CallResponse(McpResults results, JsonNode id, @Nullable JsonNode progressToken) {
        this.results = results;
        this.id = id;
        this.progressToken = progressToken;
    }

    /** The request's id. */
    JsonNode id() {
        return id;
    }

    /** The revision of the protocol that the client uses. */
    Revision revision() {
        return results.revision();
    }

    /** Returns a progress notification, or nothing if the client did not ask for them. */
    List<SseEvent> progress(String text) {
        if (progressToken == null) {
            return List.of();
        }
        ObjectNode message = Json.object().put("jsonrpc", "2.0").put("method", "notifications/progress");
        ObjectNode params = message.putObject("params");
        params.set("progressToken", progressToken);
        notifications++;
        params.put("progress", notifications);
        params.put("message", Excerpt.of(Secrets.redact(text), MAX_TEXT_LENGTH));
        return List.of(new SseEvent(null, Json.bytes(message)));
    }

    /** Returns a progress notification with a tool's own text or JSON. */
    List<SseEvent> progress(JsonNode value) {
        return progress(value.isTextual() ? value.textValue() : Json.text(value));
    }

    /** Returns the last event: the response to the request. */
    List<SseEvent> result(ObjectNode result) {
        return List.of(new SseEvent(null, Json.bytes(results.response(id, result))));
    }
}
