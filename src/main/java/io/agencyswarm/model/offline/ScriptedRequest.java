package io.agencyswarm.model.offline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The request of an answer, whose fields the {@code response} object repeats.
 *
 * @param id the response's id
 * @param modelName the name of the model in error messages: {@code The <modelName> broke.}
 * @param request the body of {@code POST /responses}; fields may be missing; never changed
 * @param input the conversation
 */
public record ScriptedRequest(String id, String modelName, ObjectNode request, List<Item> input) {

    private static final int TOKENS_PER_ITEM = 10;
    private static final long CREATED = 1_767_225_600;

    /** Copies the list. */
    public ScriptedRequest {
        input = List.copyOf(input);
    }

    /** Returns the {@code response} object at the beginning of an answer. */
    ObjectNode response() {
        return response("in_progress", List.of(), null);
    }

    /** Returns the {@code response} object at the end of an answer. */
    ObjectNode completed(List<ObjectNode> output, long outputTokens) {
        return response("completed", output, usage(outputTokens));
    }

    /** Returns the {@code response} object of an answer that failed. */
    ObjectNode failed() {
        ObjectNode response = response("failed", List.of(), null);
        response.putObject("error").put("code", "server_error").put("message", "The " + modelName + " broke.");
        return response;
    }

    private ObjectNode response(String status, List<ObjectNode> output, @Nullable ObjectNode usage) {
        ObjectNode response = Json.object();
        response.put("id", id)
                .put("object", "response")
                .put("created_at", CREATED)
                .put("status", status);
        response.putNull("error").putNull("incomplete_details").putNull("user");
        repeat("instructions", null, response);
        repeat("max_output_tokens", null, response);
        repeat("model", "gpt-fake", response);
        repeat("parallel_tool_calls", true, response);
        repeat("previous_response_id", null, response);
        repeat("store", true, response);
        repeat("temperature", 1, response);
        repeat("text", Json.object().set("format", Json.object().put("type", "text")), response);
        repeat("tool_choice", "auto", response);
        repeat("tools", List.of(), response);
        repeat("top_p", 1, response);
        repeat("truncation", "disabled", response);
        response.putObject("reasoning").putNull("effort").putNull("summary");
        response.putArray("output").addAll(output);
        response.set("usage", usage);
        response.putObject("metadata");
        return response;
    }

    private void repeat(String field, @Nullable Object defaultValue, ObjectNode response) {
        JsonNode value = request.get(field);
        response.set(field, value == null ? Json.tree(defaultValue) : value);
    }

    /** Counts 10 tokens for each item of the input, so that the number does not depend on the form of the JSON. */
    private ObjectNode usage(long output) {
        long items = input.stream()
                .filter(item ->
                        !(item instanceof Item.Message message && message.role().equals("system")))
                .count();
        long tokens = items * TOKENS_PER_ITEM;
        ObjectNode usage = Json.object();
        usage.put("input_tokens", tokens).put("output_tokens", output).put("total_tokens", tokens + output);
        usage.putObject("input_tokens_details").put("cached_tokens", 0);
        usage.putObject("output_tokens_details").put("reasoning_tokens", 0);
        return usage;
    }
}
