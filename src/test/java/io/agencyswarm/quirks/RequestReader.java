package io.agencyswarm.quirks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads the conversation in a model request of any format. */
final class RequestReader {

    private final List<QuirkEntry> entries = new ArrayList<>();

    private RequestReader() {}

    static List<QuirkEntry> entries(String path, JsonNode body) {
        RequestReader reader = new RequestReader();
        switch (WireFormat.of(path)) {
            case CHAT, OLLAMA -> body.path("messages").forEach(reader::chat);
            case RESPONSES -> reader.responses(body.path("input"));
            case ANTHROPIC -> body.path("messages").forEach(reader::anthropic);
            case GEMINI -> body.path("contents").forEach(reader::gemini);
            case BEDROCK -> body.path("messages").forEach(reader::bedrock);
            case UNKNOWN -> {}
        }
        return reader.entries;
    }

    private void say(String kind, String text) {
        entries.add(QuirkEntry.said(kind, text));
    }

    private void chat(JsonNode message) {
        String role = message.path("role").asText("");
        JsonNode content = message.path("content");
        for (JsonNode part : content) {
            if (part.path("type").asText("").equals("thinking")) {
                say("reasoning", JsonText.leaves(part.path("thinking")));
            }
        }
        Stream.of("reasoning_content", "reasoning", "thinking")
                .map(key -> JsonText.leaves(message.path(key)))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .ifPresent(text -> say("reasoning", text));
        if (role.equals("tool")) {
            entries.add(QuirkEntry.output(
                    JsonText.orNull(message.path("tool_call_id")),
                    JsonText.content(content),
                    JsonText.orNull(message.path("tool_name"))));
            return;
        }
        if (!JsonText.isAbsent(content)
                && !(role.equals("assistant") && JsonText.content(content).isEmpty())) {
            say(role, JsonText.content(content));
        }
        for (JsonNode call : message.path("tool_calls")) {
            JsonNode function = call.path("function");
            entries.add(QuirkEntry.call(
                    JsonText.orNull(call.path("id")),
                    JsonText.orNull(function.path("name")),
                    function.path("arguments")));
        }
    }

    private void responses(JsonNode input) {
        if (!input.isArray()) {
            say("user", JsonText.content(input));
        }
        for (JsonNode item : input) {
            entries.add(ItemReader.entry(item));
        }
    }

    private void anthropic(JsonNode message) {
        for (JsonNode block : AnthropicRules.blocks(message)) {
            String type = block.path("type").asText("");
            switch (type) {
                case "text" ->
                    say(message.path("role").asText(""), block.path("text").asText(""));
                case "thinking", "redacted_thinking" ->
                    say(
                            "reasoning",
                            block.path("thinking").asText("")
                                    + block.path("data").asText(""));
                case "tool_use" ->
                    entries.add(QuirkEntry.call(
                            JsonText.orNull(block.path("id")),
                            JsonText.orNull(block.path("name")),
                            block.path("input")));
                case "tool_result" ->
                    entries.add(QuirkEntry.output(
                            JsonText.orNull(block.path("tool_use_id")), JsonText.content(block.path("content")), null));
                default -> say("other", type);
            }
        }
    }

    private void gemini(JsonNode content) {
        String role = content.path("role").asText("").equals("model") ? "assistant" : "user";
        for (JsonNode part : content.path("parts")) {
            JsonNode call = part.path("functionCall");
            JsonNode event = part.path("functionResponse");
            if (call.isObject()) {
                JsonNode arguments = JsonText.isAbsent(call.path("args")) ? JsonText.object() : call.path("args");
                entries.add(QuirkEntry.call(
                        JsonText.orNull(call.path("id")), JsonText.orNull(call.path("name")), arguments));
            } else if (event.isObject()) {
                entries.add(QuirkEntry.output(
                        JsonText.orNull(event.path("id")),
                        JsonText.leaves(event.path("response")),
                        JsonText.orNull(event.path("name"))));
            } else if (part.path("thought").asBoolean(false)) {
                say("reasoning", part.path("text").asText(""));
            } else if (part.has("text")) {
                say(role, part.path("text").asText(""));
            }
        }
    }

    private void bedrock(JsonNode message) {
        for (JsonNode block : message.path("content")) {
            JsonNode use = block.path("toolUse");
            JsonNode result = block.path("toolResult");
            if (block.has("text")) {
                say(message.path("role").asText(""), block.path("text").asText(""));
            } else if (use.isObject()) {
                entries.add(QuirkEntry.call(
                        JsonText.orNull(use.path("toolUseId")), JsonText.orNull(use.path("name")), use.path("input")));
            } else if (result.isObject()) {
                entries.add(QuirkEntry.output(
                        JsonText.orNull(result.path("toolUseId")), JsonText.leaves(result.path("content")), null));
            } else if (block.has("reasoningContent")) {
                say(
                        "reasoning",
                        block.at("/reasoningContent/reasoningText/text").asText(""));
            } else {
                say("other", block.fieldNames().hasNext() ? block.fieldNames().next() : "");
            }
        }
    }

    /** Returns the instructions from the format's separate field. */
    static String instructions(String path, JsonNode body) {
        return switch (WireFormat.of(path)) {
            case RESPONSES -> body.path("instructions").asText("");
            case ANTHROPIC, BEDROCK ->
                body.path("system").isTextual()
                        ? body.path("system").textValue()
                        : JsonText.content(body.path("system"));
            case GEMINI -> JsonText.content(body.at("/systemInstruction/parts"));
            case CHAT, OLLAMA, UNKNOWN -> "";
        };
    }
}
