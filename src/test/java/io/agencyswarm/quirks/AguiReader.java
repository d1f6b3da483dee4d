package io.agencyswarm.quirks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the events of AG-UI. */
final class AguiReader {

    private static final List<String> ENDS = List.of("RUN_FINISHED", "RUN_ERROR");

    private final List<QuirkFault> faults = new ArrayList<>();
    private final Map<String, StringBuilder> openTexts = new LinkedHashMap<>();
    private final StringBuilder streamed = new StringBuilder();
    private final Map<String, Call> calls = new LinkedHashMap<>();
    private @Nullable String error;
    private @Nullable JsonNode snapshot;

    /** A call as it is streamed. */
    private static final class Call {
        private final String name;
        private final StringBuilder arguments = new StringBuilder();
        private boolean open = true;
        private @Nullable String output;

        private Call(String name) {
            this.name = name;
        }

        private RanCall ran() {
            return new RanCall(name, JsonText.parse(arguments.isEmpty() ? "{}" : arguments.toString()), output);
        }
    }

    private AguiReader() {}

    /** Reads an answer. If its status is not 200, it is JSON. */
    static QuirkOutcome read(int status, String raw) {
        return status == 200 ? new AguiReader().read(QuirkFrame.all(raw)) : OutcomeReader.plain(status, raw);
    }

    private QuirkOutcome read(List<QuirkFrame> frames) {
        List<JsonNode> events =
                frames.stream().map(QuirkFrame::data).filter(JsonNode::isObject).toList();
        order(events.stream().map(AguiReader::type).toList());
        events.forEach(this::event);
        List<String> open = new ArrayList<>(openTexts.keySet());
        calls.forEach((id, call) -> {
            if (call.open) {
                open.add(id);
            }
        });
        if (!open.isEmpty()) {
            faults.add(QuirkFault.of("events", "each text and tool call ended", open));
        }
        String text = snapshot == null ? null : shown(snapshot);
        QuirkOutcome.Shown shown = new QuirkOutcome.Shown(
                text,
                streamed.toString(),
                calls.values().stream().map(Call::ran).toList());
        return new QuirkOutcome(JsonText.none(), error, null, List.of(), List.of(), shown, faults);
    }

    private void order(List<String> types) {
        boolean begins = !types.isEmpty() && types.getFirst().equals("RUN_STARTED");
        boolean ends = !types.isEmpty() && ENDS.contains(types.getLast());
        if (!begins || !ends || types.stream().filter(ENDS::contains).count() != 1) {
            faults.add(QuirkFault.of(
                    "events", "RUN_STARTED first, one RUN_FINISHED or RUN_ERROR last", OutcomeReader.brief(types)));
        }
    }

    private void event(JsonNode event) {
        String message = event.path("messageId").asText("");
        String call = event.path("toolCallId").asText("");
        switch (type(event)) {
            case "RUN_ERROR" -> error = error == null ? event.path("message").asText("") : error;
            case "TEXT_MESSAGE_START" -> {
                if (openTexts.put(message, new StringBuilder()) != null) {
                    faults.add(QuirkFault.of("events", "a text message begun once", message));
                }
            }
            case "TEXT_MESSAGE_CONTENT" ->
                openTexts
                        .computeIfAbsent(message, _ -> new StringBuilder())
                        .append(event.path("delta").asText(""));
            case "TEXT_MESSAGE_END" -> {
                StringBuilder text = openTexts.remove(message);
                streamed.append(text == null ? "" : text);
            }
            case "MESSAGES_SNAPSHOT" -> snapshot = event.path("messages");
            case "TOOL_CALL_START" -> {
                if (calls.put(call, new Call(event.path("toolCallName").asText(""))) != null) {
                    faults.add(QuirkFault.of("events", "an id of its own for each tool call", call));
                }
            }
            case "TOOL_CALL_ARGS", "TOOL_CALL_END", "TOOL_CALL_RESULT" -> call(calls.get(call), call, event);
            default -> {}
        }
    }

    private void call(@Nullable Call call, String id, JsonNode event) {
        if (call == null) {
            if (type(event).equals("TOOL_CALL_RESULT")) {
                faults.add(QuirkFault.of("events", "a tool call for each result", id));
            }
            return;
        }
        switch (type(event)) {
            case "TOOL_CALL_ARGS" ->
                call.arguments.append(call.open ? event.path("delta").asText("") : "");
            case "TOOL_CALL_END" -> call.open = false;
            default -> call.output = JsonText.orNull(event.path("content"));
        }
    }

    /** Returns the assistant's text after the user's last message. */
    private String shown(JsonNode messages) {
        StringBuilder text = new StringBuilder();
        List<QuirkEntry> entries = new ArrayList<>();
        for (JsonNode message : messages) {
            String role = message.path("role").asText("");
            for (JsonNode call : message.path("toolCalls")) {
                entries.add(QuirkEntry.call(
                        JsonText.orNull(call.path("id")),
                        JsonText.orNull(call.at("/function/name")),
                        call.at("/function/arguments")));
            }
            switch (role) {
                case "user" -> text.setLength(0);
                case "assistant" -> text.append(JsonText.content(message.path("content")));
                case "tool" ->
                    entries.add(QuirkEntry.output(
                            JsonText.orNull(message.path("toolCallId")),
                            JsonText.content(message.path("content")),
                            null));
                default -> {}
            }
        }
        List<QuirkFault> matches = new ArrayList<>();
        RanCall.pairs(entries, "snapshot", matches);
        // A client's own tools are answered later, so a call may have no output.
        matches.stream()
                .filter(fault -> !fault.expected().contains("for each call"))
                .forEach(faults::add);
        return text.toString();
    }

    private static String type(JsonNode event) {
        return event.path("type").asText("");
    }
}
