package io.agencyswarm.quirks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Reads items of the Responses API, the format of {@code new_messages}. */
final class ItemReader {

    private ItemReader() {}

    static List<QuirkEntry> entries(List<JsonNode> items) {
        return items.stream().map(item -> entry(item).from(item)).toList();
    }

    static QuirkEntry entry(JsonNode item) {
        String type = item.path("type").asText("");
        return switch (type) {
            case "", "message" -> QuirkEntry.said(item.path("role").asText(""), JsonText.content(item.path("content")));
            case "reasoning" -> {
                String summary = JsonText.content(item.path("summary"));
                yield QuirkEntry.said(
                        "reasoning", summary.isEmpty() ? JsonText.content(item.path("content")) : summary);
            }
            case "function_call" ->
                QuirkEntry.call(
                        JsonText.orNull(item.path("call_id")),
                        JsonText.orNull(item.path("name")),
                        item.path("arguments"));
            case "function_call_output" ->
                QuirkEntry.output(JsonText.orNull(item.path("call_id")), JsonText.leaves(item.path("output")), null);
            default -> QuirkEntry.said("other", type);
        };
    }
}
