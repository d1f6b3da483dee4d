package io.agencyswarm.quirks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rules of Anthropic's Messages API. */
final class AnthropicRules {

    private final JsonNode messages;
    private final Set<String> seen = new HashSet<>();

    private AnthropicRules(JsonNode messages) {
        this.messages = messages;
    }

    static Optional<String> refusal(JsonNode body) {
        AnthropicRules rules = new AnthropicRules(body.path("messages"));
        return Refusal.first(
                () -> Refusal.when(rules.messages.isEmpty(), "messages: at least one message is required"),
                rules::messages,
                () -> body.path("thinking").path("type").asText("").equals("enabled")
                        ? rules.thinking()
                        : Optional.empty());
    }

    /** The content as blocks. */
    static JsonNode blocks(JsonNode message) {
        JsonNode content = message.path("content");
        if (!content.isTextual()) {
            return content;
        }
        ArrayNode blocks = JsonText.MAPPER.createArrayNode();
        blocks.addObject().put("type", "text").set("text", content);
        return blocks;
    }

    private Optional<String> messages() {
        for (int i = 0; i < messages.size(); i++) {
            Optional<String> refusal = message(i);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    private Optional<String> message(int i) {
        JsonNode blocks = blocks(messages.get(i));
        if (blocks.isEmpty()) {
            return Optional.of("messages." + i + ": all messages must have non-empty content except for the optional"
                    + " final assistant message");
        }
        for (int j = 0; j < blocks.size(); j++) {
            Optional<String> refusal = block(i, j, blocks.get(j));
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Refusal.first(() -> answered(i, blocks), () -> asked(i, blocks));
    }

    private Optional<String> block(int i, int j, JsonNode block) {
        String where = "messages." + i + ".content." + j;
        String text = block.path("text").asText("");
        String id = block.path("id").asText("");
        return switch (block.path("type").asText("")) {
            case "text" ->
                Refusal.first(
                        () -> Refusal.when(text.isEmpty(), "messages: text content blocks must be non-empty"),
                        () -> Refusal.when(
                                text.isBlank(), "messages: text content blocks must contain non-whitespace text"));
            case "tool_use" ->
                Refusal.first(
                        () -> Refusal.when(
                                !id.matches("[a-zA-Z0-9_-]+"),
                                "%s.tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'",
                                where),
                        () -> Refusal.when(!seen.add(id), "%s: `tool_use` ids must be unique", where),
                        () -> Refusal.when(
                                !block.path("input").isObject(),
                                "%s.tool_use.input: Input should be a valid dictionary",
                                where));
            default -> Optional.empty();
        };
    }

    private Optional<String> answered(int i, JsonNode blocks) {
        Set<String> open = new HashSet<>(all(blocks, "tool_use", "id"));
        if (i + 1 < messages.size()) {
            open.removeAll(leadingResults(blocks(messages.get(i + 1))));
        }
        return Refusal.when(
                !open.isEmpty(),
                "messages.%d: `tool_use` ids were found without `tool_result` blocks immediately after: %s",
                i,
                String.join(", ", open));
    }

    private Optional<String> asked(int i, JsonNode blocks) {
        List<String> unrequested = all(blocks, "tool_result", "tool_use_id");
        if (i > 0) {
            unrequested.removeAll(all(blocks(messages.get(i - 1)), "tool_use", "id"));
        }
        return Refusal.when(
                !unrequested.isEmpty(),
                "messages.%d: unexpected `tool_use_id` found in `tool_result` blocks: %s",
                i,
                unrequested);
    }

    /** A turn with calls that is in progress must begin with its thinking blocks. */
    private Optional<String> thinking() {
        int answer = messages.size() - 1;
        while (answer >= 0 && !messages.get(answer).path("role").asText("").equals("assistant")) {
            answer--;
        }
        if (answer < 0
                || answer + 1 == messages.size()
                || !blocks(messages.get(answer + 1))
                        .path(0)
                        .path("type")
                        .asText("")
                        .equals("tool_result")) {
            return Optional.empty();
        }
        JsonNode first = blocks(messages.get(answer)).path(0);
        String type = first.path("type").asText("");
        String where = "messages." + answer + ".content.0";
        return Refusal.first(
                () -> Refusal.when(
                        !type.equals("thinking") && !type.equals("redacted_thinking"),
                        "%s.type: Expected `thinking` or `redacted_thinking`, but found `%s`. When `thinking` is"
                                + " enabled, a final `assistant` message must start with a thinking block",
                        where,
                        type),
                () -> Refusal.when(
                        type.equals("thinking")
                                && first.path("signature").asText("").isEmpty(),
                        "%s.thinking.signature: Field required",
                        where));
    }

    /** Results are valid only at the beginning of their message. */
    private static List<String> leadingResults(JsonNode blocks) {
        List<String> ids = new ArrayList<>();
        for (JsonNode block : blocks) {
            if (!block.path("type").asText("").equals("tool_result")) {
                return ids;
            }
            ids.add(block.path("tool_use_id").asText(""));
        }
        return ids;
    }

    private static List<String> all(JsonNode blocks, String type, String key) {
        List<String> values = new ArrayList<>();
        for (JsonNode block : blocks) {
            if (block.path("type").asText("").equals(type)) {
                values.add(block.path(key).asText(""));
            }
        }
        return values;
    }
}
