package io.agencyswarm.quirks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Answers as streams of server-sent events. */
final class SseAnswers {

    private SseAnswers() {}

    static ScriptedTurn turn(List<String> events) {
        return ScriptedTurn.of(200, "text/event-stream", String.join("", events).getBytes(StandardCharsets.UTF_8));
    }

    static String data(ObjectNode json) {
        return "data: " + json + "\n\n";
    }

    private static String event(ObjectNode json) {
        return "event: " + json.path("type").textValue() + "\n" + data(json);
    }

    /** Returns events of the Responses API: each item when it is complete. */
    static List<String> responses(SpokenAnswer answer) {
        List<String> events = new ArrayList<>();
        events.add(event(response("created", "in_progress", List.of())));
        List<ObjectNode> items = responseItems(answer);
        for (ObjectNode item : items) {
            ObjectNode done = JsonText.object().put("type", "response.output_item.done");
            done.put("output_index", items.indexOf(item)).set("item", item);
            events.add(event(done));
        }
        events.add(event(response("completed", "completed", items)));
        return events;
    }

    private static List<ObjectNode> responseItems(SpokenAnswer answer) {
        List<ObjectNode> items = new ArrayList<>();
        if (!answer.reasoning().isEmpty()) {
            ObjectNode item =
                    JsonText.object().put("id", id("rs_", answer.reasoning())).put("type", "reasoning");
            item.putArray("summary").addObject().put("type", "summary_text").put("text", answer.reasoning());
            items.add(item.put("encrypted_content", answer.signature()));
        }
        if (!answer.text().isEmpty()) {
            ObjectNode item =
                    JsonText.object().put("id", id("msg_", answer.text())).put("type", "message");
            ObjectNode part = item.put("status", "completed")
                    .put("role", "assistant")
                    .putArray("content")
                    .addObject();
            part.put("type", "output_text").put("text", answer.text()).putArray("annotations");
            items.add(item);
        }
        for (SpokenAnswer.Call call : answer.calls()) {
            ObjectNode item = JsonText.object().put("id", "fc_" + call.id()).put("type", "function_call");
            items.add(item.put("status", "completed")
                    .put("call_id", call.id())
                    .put("name", call.name())
                    .put("arguments", call.arguments().toString()));
        }
        return items;
    }

    private static String id(String prefix, String text) {
        return prefix + Integer.toHexString(text.hashCode());
    }

    private static ObjectNode response(String event, String status, List<ObjectNode> items) {
        ObjectNode json = JsonText.object().put("type", "response." + event);
        ObjectNode response = json.putObject("response").put("id", "resp_last").put("status", status);
        response.putArray("output").addAll(items);
        if (event.equals("completed")) {
            response.putObject("usage")
                    .put("input_tokens", 7)
                    .put("output_tokens", 4)
                    .put("total_tokens", 11);
        }
        return json;
    }

    /** Returns events of Anthropic: the start, the deltas and the end of each block. */
    static List<String> anthropic(SpokenAnswer answer) {
        List<String> events = new ArrayList<>();
        ObjectNode start = JsonText.object().put("type", "message_start");
        ObjectNode message = start.putObject("message").put("id", "msg_last").put("type", "message");
        message.put("role", "assistant")
                .put("model", "scripted")
                .putNull("stop_reason")
                .putArray("content");
        message.putObject("usage").put("input_tokens", 7).put("output_tokens", 1);
        events.add(event(start));
        int block = 0;
        if (!answer.reasoning().isEmpty()) {
            ObjectNode started = JsonText.object().put("type", "thinking").put("thinking", "");
            ObjectNode grown = JsonText.object().put("type", "thinking_delta").put("thinking", answer.reasoning());
            ObjectNode signed = JsonText.object().put("type", "signature_delta").put("signature", answer.signature());
            events.addAll(block(block++, started, grown, signed));
        }
        if (!answer.text().isEmpty()) {
            ObjectNode started = JsonText.object().put("type", "text").put("text", "");
            events.addAll(block(
                    block++,
                    started,
                    JsonText.object().put("type", "text_delta").put("text", answer.text())));
        }
        for (SpokenAnswer.Call call : answer.calls()) {
            ObjectNode started = JsonText.object().put("type", "tool_use").put("id", call.id());
            started.put("name", call.name()).putObject("input");
            ObjectNode grown = JsonText.object().put("type", "input_json_delta");
            events.addAll(block(
                    block++, started, grown.put("partial_json", call.arguments().toString())));
        }
        ObjectNode delta = JsonText.object().put("type", "message_delta");
        delta.putObject("delta")
                .put("stop_reason", answer.calls().isEmpty() ? "end_turn" : "tool_use")
                .putNull("stop_sequence");
        delta.putObject("usage").put("output_tokens", 4);
        events.add(event(delta));
        events.add(event(JsonText.object().put("type", "message_stop")));
        return events;
    }

    private static List<String> block(int index, ObjectNode started, ObjectNode... deltas) {
        List<String> events = new ArrayList<>();
        events.add(event(index(index, "content_block_start").set("content_block", started)));
        for (ObjectNode delta : deltas) {
            events.add(event(index(index, "content_block_delta").set("delta", delta)));
        }
        events.add(event(index(index, "content_block_stop")));
        return events;
    }

    private static ObjectNode index(int index, String type) {
        return JsonText.object().put("type", type).put("index", index);
    }

    /** Returns one chunk of Gemini; the signature is on the first call, or on the text if there is no call. */
    static List<String> gemini(SpokenAnswer answer) {
        ObjectNode chunk = JsonText.object();
        ObjectNode candidate = chunk.putArray("candidates").addObject();
        ArrayNode parts = candidate.putObject("content").put("role", "model").putArray("parts");
        if (!answer.reasoning().isEmpty()) {
            parts.addObject().put("thought", true).put("text", answer.reasoning());
        }
        if (!answer.text().isEmpty()) {
            parts.addObject().put("text", answer.text());
        }
        for (SpokenAnswer.Call call : answer.calls()) {
            ObjectNode part = parts.addObject();
            part.putObject("functionCall").put("name", call.name()).set("args", call.arguments());
            if (call == answer.calls().getFirst() && !answer.signature().isEmpty()) {
                part.put("thoughtSignature", answer.signature());
            }
        }
        candidate.put("finishReason", "STOP").put("index", 0);
        ObjectNode usage = chunk.putObject("usageMetadata").put("promptTokenCount", 7);
        usage.put("candidatesTokenCount", 4).put("totalTokenCount", 11);
        return List.of(data(chunk));
    }
}
