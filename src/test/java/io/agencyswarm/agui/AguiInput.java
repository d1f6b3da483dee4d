package io.agencyswarm.agui;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import java.io.UncheckedIOException;

/** Requests and their messages. */
final class AguiInput {

    private AguiInput() {}

    /** Returns the body that the protocol's client would send. */
    static ObjectNode of(JsonNode... messages) {
        ObjectNode body = Json.object().put("threadId", "t1").put("runId", "r1");
        for (JsonNode message : messages) {
            body.withArray("messages").add(message);
        }
        body.putArray("tools");
        body.putArray("context");
        body.putObject("forwardedProps");
        return body;
    }

    /** Returns the body with one user message. */
    static ObjectNode says(String text) {
        return of(user("u1", text));
    }

    static ObjectNode user(String id, String text) {
        return message(id, "user").put("content", text);
    }

    static ObjectNode assistant(String id, String text) {
        return message(id, "assistant").put("content", text);
    }

    static ObjectNode result(String id, String toolCallId, String content) {
        return message(id, "tool").put("toolCallId", toolCallId).put("content", content);
    }

    static ObjectNode message(String id, String role) {
        return Json.object().put("id", id).put("role", role);
    }

    /** A step of the scripted model: one agent asks another, whose model plays {@code script}. */
    static String delegate(String agent, String script) {
        return "call send_message "
                + Json.object()
                        .put("recipient_agent", agent)
                        .put("message", script)
                        .put("additional_instructions", "");
    }

    static ObjectNode json(String text) {
        try {
            return (ObjectNode) Json.read(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
