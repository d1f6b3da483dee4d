package io.agencyswarm.quirks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Writes scenes in the format of {@code chat_history}. Each part has a unique marker: {@code text1;} in texts,
 * {@code arg2;} in arguments, {@code out3;} in outputs, {@code mind4;} in reasoning.
 */
final class HistoryWriter {

    private final List<ObjectNode> items = new ArrayList<>();
    private final List<String> pairs = new ArrayList<>();
    private int said;

    private HistoryWriter() {}

    /**
     * The written history.
     *
     * @param pairs each answered call, in order: its marker and that of its output
     */
    record Written(List<ObjectNode> items, List<String> pairs) {}

    static Written write(List<Scene> scenes) {
        HistoryWriter writer = new HistoryWriter();
        scenes.forEach(writer::add);
        return new Written(writer.items, writer.pairs);
    }

    private void add(Scene scene) {
        switch (scene) {
            case Scene.User(Scene.Content content) -> user(content);
            case Scene.Remark(String role, boolean blank) ->
                item("message").put("role", role).put("content", blank ? "\n " : mark("text"));
            case Scene.Turn turn -> turn(turn);
            case Scene.Search() -> item("web_search_call").put("id", "ws_1").put("status", "completed");
        }
    }

    private ObjectNode item(String type) {
        ObjectNode item =
                JsonText.object().put("type", type).put("agent", "Ann").putNull("callerAgent");
        items.add(item.put("timestamp", 1_760_000_000_000L + items.size())
                .put("agent_run_id", "run")
                .put("run_trace_id", "trace")
                .put("history_protocol", "responses"));
        return item;
    }

    private String mark(String kind) {
        return kind + said++ + ";";
    }

    private void user(Scene.Content content) {
        ObjectNode message = item("message").put("role", "user");
        switch (content) {
            case TEXT -> message.put("content", mark("text"));
            case EMPTY -> message.put("content", "");
            case BLANK -> message.put("content", " \n");
            case NO_PARTS -> message.putArray("content");
            case EMPTY_PART -> part(message.putArray("content"), "");
            case PARTS -> {
                ArrayNode parts = message.putArray("content");
                part(parts, mark("text"));
                part(parts, mark("text"));
            }
            case PICTURE -> {
                ArrayNode parts = message.putArray("content");
                part(parts, mark("text"));
                parts.addObject().put("type", "input_image").put("image_url", "data:image/png;base64,AAAA");
            }
        }
    }

    private static void part(ArrayNode parts, String text) {
        parts.addObject().put("type", "input_text").put("text", text);
    }

    private void turn(Scene.Turn turn) {
        List<String> marks = new ArrayList<>();
        for (Scene.Piece piece : turn.pieces()) {
            switch (piece) {
                case Scene.Piece.Thought thought -> thought(turn.source(), thought);
                case Scene.Piece.Text text -> text(turn.source(), text);
                case Scene.Piece.Call call -> marks.add(call(turn.source(), call));
            }
        }
        outputs(turn, marks);
    }

    /**
     * Outputs of calls with the same id are in the order of the calls, because they can't be distinguished otherwise.
     */
    private void outputs(Scene.Turn turn, List<String> marks) {
        List<Scene.Piece.Call> calls = turn.calls();
        boolean duplicates = calls.stream().map(Scene.Piece.Call::id).distinct().count() < calls.size();
        String[] event = new String[calls.size()];
        for (int n = 0; n < Math.min(calls.size(), turn.answered()); n++) {
            int call = turn.reversed() && !duplicates ? calls.size() - 1 - n : n;
            event[call] = marks.get(call) + " -> " + output(calls.get(call));
        }
        Stream.of(event).filter(Objects::nonNull).forEach(pairs::add);
    }

    private void thought(Scene.Source source, Scene.Piece.Thought thought) {
        ObjectNode item = item("reasoning").put("id", id(source, source.reasoningId()));
        ArrayNode summary = item.putArray("summary");
        if (thought.told()) {
            summary.addObject().put("type", "summary_text").put("text", source + mark("mind"));
        }
        if (!source.signature().isEmpty()) {
            item.put("encrypted_content", source.signature());
        }
    }

    private void text(Scene.Source source, Scene.Piece.Text text) {
        ObjectNode message = item("message").put("role", "assistant").put("id", id(source, source.messageId()));
        message.put("status", "completed");
        if (source == Scene.Source.PYTHON) {
            message.putArray("citations");
            message.putObject("provider_data").put("model", "x");
        }
        switch (text.form()) {
            case TEXT -> message.put("content", mark("text"));
            case PARTS -> spoken(message, "output_text", "text", mark("text")).putArray("annotations");
            case EMPTY -> message.put("content", "");
            case BLANK -> spoken(message, "output_text", "text", " ").putArray("annotations");
            case REFUSAL -> spoken(message, "refusal", "refusal", mark("text"));
        }
    }

    private static ObjectNode spoken(ObjectNode message, String type, String key, String text) {
        return message.putArray("content").addObject().put("type", type).put(key, text);
    }

    private String call(Scene.Source source, Scene.Piece.Call call) {
        ObjectNode item = item("function_call").put("call_id", call.id()).put("name", "add");
        item.put("id", source == Scene.Source.PYTHON ? call.id() : id(source, source.callId()));
        String mark = mark("arg");
        switch (call.arguments()) {
            case NONE -> {}
            case EMPTY -> item.put("arguments", "");
            case NULL -> item.put("arguments", "null");
            case OBJECT -> item.put("arguments", "{\"a\": \"" + mark + "\"}");
            case LIST -> item.put("arguments", "[\"" + mark + "\"]");
            case WORDS -> item.put("arguments", "add " + mark);
            case HALF -> item.put("arguments", "{\"a\": \"" + mark);
        }
        return item.path("arguments").asText("").contains(mark) ? mark : "";
    }

    private String output(Scene.Piece.Call call) {
        ObjectNode item = item("function_call_output").put("call_id", call.id());
        String mark = mark("out");
        switch (call.output()) {
            case TEXT -> item.put("output", mark);
            case PARTS -> part(item.putArray("output"), mark);
            case EMPTY -> item.put("output", "");
            case BLANK -> item.put("output", " ");
        }
        return JsonText.leaves(item.path("output")).contains(mark) ? mark : "";
    }

    private String id(Scene.Source source, String prefix) {
        return source == Scene.Source.PYTHON ? prefix : prefix + "_" + items.size();
    }
}
