package io.agencyswarm.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Converts an answer to the form of the recordings, which contain only what the contract specifies: consecutive text
 * deltas of an agent are joined, and events are grouped by agent.
 */
final class Distiller {

    private static final String DELTA = "response.output_text.delta";

    private Distiller() {}

    /**
     * Converts an answer.
     *
     * @param only the types of the unnamed events that are compared; null for all
     */
    static ObjectNode answer(JsonNode answer, @Nullable Set<String> only) {
        ObjectNode distilled = Wire.object();
        distilled.set("status", answer.required("status"));
        distilled.set("headers", headers(answer.path("headers")));
        if (answer.has("body")) {
            distilled.set("body", body(answer.get("body")));
        }
        if (answer.has("events")) {
            events(answer.get("events"), only, distilled);
        }
        if (answer.has("cancel")) {
            distilled.set("cancel", answer(answer.get("cancel"), null));
        }
        if (answer.has("model_streams_open")) {
            distilled.set("model_streams_open", answer.get("model_streams_open"));
        }
        return distilled;
    }

    private static ObjectNode headers(JsonNode headers) {
        ObjectNode stored = Wire.object();
        headers.forEachEntry(stored::set);
        if (stored.has("content-type")) {
            stored.put("content-type", stored.get("content-type").asText().split(";", 2)[0]);
        }
        return stored;
    }

    private static JsonNode body(JsonNode body) {
        if (!body.isObject()) {
            return body;
        }
        if (body.has("nodes") && body.has("edges")) {
            return GraphDistiller.graph(body);
        }
        if (body.has("openapi")) {
            return paths(body.required("paths"));
        }
        ObjectNode stored = body.deepCopy();
        if (stored.path("new_messages").isArray()) {
            stored.set("new_messages", ItemDistiller.messages(stored.get("new_messages")));
        }
        return stored;
    }

    private static ObjectNode paths(JsonNode paths) {
        ObjectNode document = Wire.object();
        ObjectNode stored = document.putObject("paths");
        paths.forEachEntry((path, operations) -> {
            ObjectNode methods = stored.putObject(path);
            Wire.only(operations, List.of("get", "post")).fieldNames().forEachRemaining(methods::putObject);
        });
        return document;
    }

    private static void events(JsonNode frames, @Nullable Set<String> only, ObjectNode to) {
        List<ObjectNode> events = new ArrayList<>();
        for (JsonNode frame : frames) {
            if (!frame.has("comment")) {
                events.add(event(frame));
            }
        }
        if (!events.isEmpty()) {
            to.set("first", Wire.orNull(events.getFirst(), "event"));
            to.set("last", Wire.orNull(events.getLast(), "event"));
        }
        Map<JsonNode, ArrayNode> groups = new LinkedHashMap<>();
        for (ObjectNode event : joined(events)) {
            if (only == null
                    || !unnamed(event)
                    || only.contains(event.path("type").asText())) {
                groups.computeIfAbsent(group(event), _ -> Wire.MAPPER.createArrayNode())
                        .add(event);
            }
        }
        ArrayNode grouped = to.putArray("events");
        groups.values().forEach(grouped::addAll);
    }

    private static boolean unnamed(ObjectNode event) {
        return !event.has("event") && !event.has("error");
    }

    private static JsonNode group(ObjectNode event) {
        if (unnamed(event)) {
            return event.has("agent") ? event.get("agent") : TextNode.valueOf("");
        }
        return event.has("event") ? event.get("event") : TextNode.valueOf("error");
    }

    private static List<ObjectNode> joined(List<ObjectNode> events) {
        List<ObjectNode> joined = new ArrayList<>();
        for (ObjectNode event : events) {
            ObjectNode last = joined.isEmpty() ? Wire.object() : joined.getLast();
            if (delta(event) && delta(last) && event.get("agent").equals(last.get("agent"))) {
                last.put(
                        "delta",
                        last.get("delta").textValue() + event.get("delta").textValue());
            } else {
                joined.add(event);
            }
        }
        return joined;
    }

    private static boolean delta(ObjectNode event) {
        return event.path("type").asText().equals(DELTA);
    }

    private static ObjectNode event(JsonNode frame) {
        ObjectNode event = Wire.object();
        JsonNode data = frame.required("data");
        JsonNode inner = data.path("data");
        if (Wire.present(frame.path("event"))) {
            event.set("event", frame.get("event"));
            event.set("data", body(data));
        } else if (!data.isObject()) {
            event.set("data", data);
        } else if (data.has("error") || inner.path("type").asText().equals("error")) {
            event.set("error", data.has("error") ? data.get("error") : Wire.orNull(inner, "content"));
        } else {
            event.set("agent", Wire.orNull(inner, "agent"));
            event.set("callerAgent", Wire.orNull(inner, "callerAgent"));
            agentEvent(inner, data, event);
        }
        return event;
    }

    private static void agentEvent(JsonNode inner, JsonNode data, ObjectNode to) {
        switch (inner.path("type").asText()) {
            case "agent_updated_stream_event" -> {
                to.set("type", inner.get("type"));
                to.set("new_agent", Wire.orNull(inner.required("new_agent"), "name"));
            }
            case "raw_response_event" -> modelEvent(inner.required("data"), to);
            case "run_item_stream_event" -> runItem(inner, to);
            default -> to.set("type", inner.has("type") ? inner.get("type") : Wire.orNull(data, "type"));
        }
    }

    private static void modelEvent(JsonNode sent, ObjectNode to) {
        to.set("type", sent.required("type"));
        to.setAll(Wire.only(sent, List.of("delta", "text", "name")));
        if (sent.has("item")) {
            to.set("item", ItemDistiller.item(sent.get("item"), List.of("type", "role", "name", "call_id")));
        }
    }

    private static void runItem(JsonNode inner, ObjectNode to) {
        JsonNode item = inner.required("item");
        to.set("type", inner.get("type"));
        to.set("name", inner.required("name"));
        to.set("item", Wire.orNull(item, "type"));
        to.set("raw_item", ItemDistiller.item(Wire.orNull(item, "raw_item"), ItemDistiller.KEYS));
        to.setAll(Wire.only(item, List.of("output")));
    }
}
