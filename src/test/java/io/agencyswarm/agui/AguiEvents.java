package io.agencyswarm.agui;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The events of a complete stream, in order.
 *
 * @param all each event as the protocol's client parses it
 */
record AguiEvents(List<JsonNode> all) {

    AguiEvents {
        all = List.copyOf(all);
        AguiOrder.check(all);
    }

    List<String> types() {
        return all.stream().map(event -> event.path("type").asText()).toList();
    }

    /** Returns the events of a type. */
    List<JsonNode> of(String type) {
        return all.stream()
                .filter(event -> event.path("type").asText().equals(type))
                .toList();
    }

    /** Returns the only event of a type. */
    JsonNode only(String type) {
        List<JsonNode> events = of(type);
        if (events.size() != 1) {
            throw new AssertionError(events.size() + " events " + type + " in " + types());
        }
        return events.getFirst();
    }

    /** Returns the joined deltas of all events of a type. */
    String deltas(String type) {
        return of(type).stream().map(event -> event.path("delta").asText()).collect(Collectors.joining());
    }

    /** Returns the text for the user, of all agents. */
    String text() {
        return deltas("TEXT_MESSAGE_CONTENT");
    }

    JsonNode last() {
        return all.getLast();
    }

    String outcome() {
        return last().at("/outcome/type").asText();
    }

    /** Returns the conversation at the end of the stream. */
    List<JsonNode> messages() {
        List<JsonNode> messages = new ArrayList<>();
        only("MESSAGES_SNAPSHOT").path("messages").forEach(messages::add);
        return messages;
    }
}
