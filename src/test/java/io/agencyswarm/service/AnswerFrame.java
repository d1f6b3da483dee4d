package io.agencyswarm.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.agencyswarm.json.Json;
import java.io.UncheckedIOException;

/**
 * One frame of a stream.
 *
 * @param name the event's name; empty if it has none
 * @param data its JSON, or the text {@code [DONE]}
 */
public record AnswerFrame(String name, JsonNode data) {

    public static AnswerFrame of(String raw) {
        String name = "";
        StringBuilder data = new StringBuilder();
        for (String line : raw.strip().split("\n")) {
            if (line.startsWith("event: ")) {
                name = line.substring("event: ".length());
            } else if (line.startsWith("data: ")) {
                data.append(line.substring("data: ".length()));
            }
        }
        try {
            return new AnswerFrame(
                    name, data.toString().equals("[DONE]") ? TextNode.valueOf("[DONE]") : Json.read(data.toString()));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("No frame of ours: " + raw, e);
        }
    }

    /** Returns the event in the frame; a missing node if there is none. */
    public JsonNode event() {
        return data.path("data");
    }

    /**
     * Returns the kind of event: the name of a run item's event, else the type of the model's event, else the frame's
     * own type.
     */
    public String what() {
        JsonNode event = event();
        return event.path("name")
                .asText(event.path("data")
                        .path("type")
                        .asText(event.path("type").asText(name)));
    }

    /** Returns the agent of the event. */
    public String agent() {
        return event().path("agent").asText();
    }
}
