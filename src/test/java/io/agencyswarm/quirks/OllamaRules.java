package io.agencyswarm.quirks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;

/**
 * The rules of Ollama's chat API: its server reads each field into one type, and its templates need calls before
 * outputs.
 */
final class OllamaRules {

    private OllamaRules() {}

    static Optional<String> refusal(JsonNode body) {
        JsonNode messages = body.path("messages");
        int open = 0;
        for (int i = 0; i < messages.size(); i++) {
            JsonNode message = messages.get(i);
            boolean isTool = message.path("role").asText("").equals("tool");
            Optional<String> refusal = fields(message);
            if (refusal.isEmpty() && isTool && open == 0) {
                refusal = Optional.of("a tool message without a call before it (messages[" + i + "])");
            }
            if (refusal.isEmpty() && !isTool && open > 0) {
                refusal = Optional.of("a call without a tool message behind it (messages[" + i + "])");
            }
            if (refusal.isPresent()) {
                return refusal;
            }
            open += isTool ? -1 : message.path("tool_calls").size();
        }
        return Refusal.when(open > 0, "the last call has no tool message");
    }

    private static Optional<String> fields(JsonNode message) {
        for (JsonNode call : message.path("tool_calls")) {
            if (!call.at("/function/arguments").isObject()) {
                return Optional.of("json: cannot unmarshal " + type(call.at("/function/arguments"))
                        + " into Go struct field ChatRequest.messages.tool_calls.function.arguments of type"
                        + " api.ToolCallFunctionArguments");
            }
        }
        JsonNode content = message.path("content");
        return Refusal.when(
                !content.isTextual() && !JsonText.isAbsent(content),
                "json: cannot unmarshal %s into Go struct field ChatRequest.messages.content of type string",
                type(content));
    }

    private static String type(JsonNode value) {
        return value.getNodeType().name().toLowerCase(Locale.ROOT);
    }
}
