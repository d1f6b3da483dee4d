package io.agencyswarm.model.answer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.usage.TokenUsage;
import java.util.UUID;

/** Creates the JSON of an answer in the form of the Responses API: its items as they begin, their parts, the usage. */
public final class AnswerJson {

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

    /** Returns a message without content. */
    public static ObjectNode message(String id) {
        ObjectNode item = Json.object()
                .put("id", id)
                .put("type", "message")
                .put("status", "in_progress")
                .put("role", "assistant");
        item.putArray("content");
        return item;
    }

    /** Returns reasoning without a summary. */
    public static ObjectNode reasoning(String id) {
        ObjectNode item = Json.object().put("id", id).put("type", "reasoning");
        item.putArray("summary");
        return item;
    }

    /** Returns a call without arguments. */
    public static ObjectNode call(String id, String callId, String name) {
        return Json.object()
                .put("id", id)
                .put("type", "function_call")
                .put("status", "in_progress")
                .put("arguments", "")
                .put("call_id", callId)
                .put("name", name);
    }

    /** Returns a part of a message. */
    public static ObjectNode outputText(String text) {
        ObjectNode part = Json.object().put("type", "output_text").put("text", text);
        part.putArray("annotations");
        part.putArray("logprobs");
        return part;
    }

    /** Returns a part of a reasoning's summary. */
    public static ObjectNode summaryText(String text) {
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
