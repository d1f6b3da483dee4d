package io.agencyswarm.model.offline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;

/** Creates the items of an answer and their parts. */
final class AnswerItems {

    private AnswerItems() {}

    static ObjectNode message(String id) {
        ObjectNode item = Json.object();
        item.put("id", id).put("type", "message").put("status", "in_progress").put("role", "assistant");
        item.putArray("content");
        return item;
    }

    static ObjectNode message(String id, String text) {
        ObjectNode item = message(id).put("status", "completed");
        item.withArray("content").add(outputText(text));
        return item;
    }

    static ObjectNode outputText(String text) {
        ObjectNode part = Json.object().put("type", "output_text").put("text", text);
        part.putArray("annotations");
        part.putArray("logprobs");
        return part;
    }

    static ObjectNode call(String id, String callId, String name) {
        return Json.object()
                .put("id", id)
                .put("type", "function_call")
                .put("status", "in_progress")
                .put("arguments", "")
                .put("call_id", callId)
                .put("name", name);
    }

    static ObjectNode call(String id, String callId, ScriptStep.Call call) {
        return call(id, callId, call.name()).put("status", "completed").put("arguments", call.arguments());
    }

    static ObjectNode reasoning(String id) {
        ObjectNode item = Json.object().put("id", id).put("type", "reasoning");
        item.putArray("summary");
        return item;
    }

    static ObjectNode reasoning(String id, String summary) {
        ObjectNode item = reasoning(id);
        item.withArray("summary").add(summaryText(summary));
        return item;
    }

    static ObjectNode summaryText(String text) {
        return Json.object().put("type", "summary_text").put("text", text);
    }
}
