package io.agencyswarm.store.jdbc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.store.RunStatus;
import io.agencyswarm.store.StoredResult;
import io.agencyswarm.usage.TokenUsage;
import io.agencyswarm.usage.UsageTotals;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Converts a run's result to and from JSON. No query searches in it. The status and the answer have their own columns.
 */
final class StoredResultJson {

    private StoredResultJson() {}

    /** Returns the text to store. */
    static String write(StoredResult result) {
        ObjectNode json = Json.object();
        json.set("usage", usage(result.usage()));
        json.put("error", result.error());
        json.put("error_code", result.errorCode());
        ObjectNode files = json.putObject("file_ids");
        result.fileIds().forEach(files::put);
        json.put("chat_name", result.chatName());
        json.put("last_event_id", result.lastEventId());
        return new String(Json.bytes(json), StandardCharsets.UTF_8);
    }

    /** Returns the text of the answer to store; null for none. */
    static @Nullable String response(StoredResult result) {
        return result.response().isNull() ? null : new String(Json.bytes(result.response()), StandardCharsets.UTF_8);
    }

    /** Reads a stored result. */
    static StoredResult read(RunStatus status, String text, @Nullable String response) {
        JsonNode json = Json.readOwn(text.getBytes(StandardCharsets.UTF_8));
        Map<String, String> files = new HashMap<>();
        json.path("file_ids")
                .properties()
                .forEach(file -> files.put(file.getKey(), file.getValue().asText()));
        return new StoredResult(
                status,
                response == null ? NullNode.getInstance() : Json.readOwn(response.getBytes(StandardCharsets.UTF_8)),
                usage(json.path("usage")),
                textOrNull(json.path("error")),
                textOrNull(json.path("error_code")),
                files,
                textOrNull(json.path("chat_name")),
                json.path("last_event_id").asLong());
    }

    private static ObjectNode usage(UsageTotals usage) {
        TokenUsage tokens = usage.tokens();
        ObjectNode json = Json.object();
        json.put("requests", usage.requestCount());
        json.put("input_tokens", tokens.inputTokens());
        json.put("cached_tokens", tokens.cachedTokens());
        json.put("cache_write_tokens", tokens.cacheWriteTokens());
        json.put("output_tokens", tokens.outputTokens());
        json.put("reasoning_tokens", tokens.reasoningTokens());
        json.put("total_tokens", tokens.totalTokens());
        json.put("cost", usage.cost());
        return json;
    }

    private static UsageTotals usage(JsonNode json) {
        JsonNode reasoning = json.path("reasoning_tokens");
        TokenUsage tokens = new TokenUsage(
                json.path("input_tokens").asLong(),
                json.path("cached_tokens").asLong(),
                json.path("cache_write_tokens").asLong(),
                json.path("output_tokens").asLong(),
                reasoning.isNumber() ? reasoning.asLong() : null,
                json.path("total_tokens").asLong());
        return new UsageTotals(
                json.path("requests").asLong(), tokens, json.path("cost").asDouble());
    }

    private static @Nullable String textOrNull(JsonNode node) {
        return node.isTextual() ? node.textValue() : null;
    }
}
