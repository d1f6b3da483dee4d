package io.agencyswarm.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.usage.TokenUsage;
import java.util.UUID;

/** The JSON that {@link AnswerEvents} writes: the answer, its items as they begin, their parts, and the usage. */
final class AnswerJson {

    private AnswerJson() {}

    /** Prefix of the ids of reasoning items that come from other providers. */
    static final String REASONING_ID_PREFIX = "rs_elsewhere";

    static String newId(String kind) {
        return kind + "_" + UUID.randomUUID().toString().replace("-", "");
    }

    static ObjectNode response(String id, long created, String model) {
        ObjectNode response = Json.object()
                .put("id", id)
                .put("object", "response")
                .put("created_at", created)
                .put("model", model)
                .put("parallel_tool_calls", true)
                .put("tool_choice", "auto");
        response.putNull("error").putNull("incomplete_details").putNull("usage");
        response.putArray("tools");
        response.putArray("output");
        return response;
    }

    static ObjectNode message() {
        ObjectNode item = Json.object()
                .put("id", newId("msg"))
                .put("type", "message")
                .put("status", "in_progress")
                .put("role", "assistant");
        item.putArray("content");
        return item;
    }

    static ObjectNode reasoning() {
        ObjectNode item = Json.object().put("id", newId(REASONING_ID_PREFIX)).put("type", "reasoning");
        item.putArray("summary");
        return item;
    }

    static ObjectNode call(String callId, String name) {
        return Json.object()
                .put("id", newId("fc"))
                .put("type", "function_call")
                .put("status", "in_progress")
                .put("arguments", "")
                .put("call_id", callId)
                .put("name", name);
    }

    static ObjectNode outputText(String text) {
        ObjectNode part = Json.object().put("type", "output_text").put("text", text);
        part.putArray("annotations");
        part.putArray("logprobs");
        return part;
    }

    static ObjectNode summaryText(String text) {
        return Json.object().put("type", "summary_text").put("text", text);
    }

    static ObjectNode usage(TokenUsage usage) {
        ObjectNode json = Json.object()
                .put("input_tokens", usage.inputTokens())
                .put("output_tokens", usage.outputTokens())
                .put("total_tokens", usage.totalTokens());
        json.putObject("input_tokens_details")
                .put("cached_tokens", usage.cachedTokens())
                .put("cache_write_tokens", usage.cacheWriteTokens());
        ObjectNode details = json.putObject("output_tokens_details");
        if (usage.reasoningTokens() != null) {
            details.put("reasoning_tokens", usage.reasoningTokens());
        }
        return json;
    }
}
