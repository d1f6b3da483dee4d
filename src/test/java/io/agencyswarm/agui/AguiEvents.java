package io.agencyswarm.agui;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The events of a stream that was read to its end, in the order in which they came.
 *
 * @param all each event as the protocol's client would parse it
 */
record AguiEvents(List<JsonNode> all) {

    AguiEvents {
        all = List.copyOf(all);
        AguiOrder.check(all);
    }

    List<String> types() {
        return all.stream().map(event -> event.path("type").asText()).toList();
    }

    /** The events of a type. */
    List<JsonNode> of(String type) {
        return all.stream()
                .filter(event -> event.path("type").asText().equals(type))
                .toList();
    }

    /** The only event of a type. */
    JsonNode only(String type) {
        List<JsonNode> events = of(type);
        if (events.size() != 1) {
            throw new AssertionError(events.size() + " events " + type + " in " + types());
        }
        return events.getFirst();
    }

    /** What all events of a type say, one piece after the other. */
    String deltas(String type) {
        return of(type).stream().map(event -> event.path("delta").asText()).collect(Collectors.joining());
    }

    /** What was said to the user, by whichever agent. */
    String text() {
        return deltas("TEXT_MESSAGE_CONTENT");
    }

    JsonNode last() {
        return all.getLast();
    }

    String outcome() {
        return last().at("/outcome/type").asText();
    }

    /** The conversation as the stream tells it at its end. */
    List<JsonNode> messages() {
        List<JsonNode> messages = new ArrayList<>();
        only("MESSAGES_SNAPSHOT").path("messages").forEach(messages::add);
        return messages;
    }
}
