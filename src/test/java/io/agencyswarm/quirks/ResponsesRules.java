package io.agencyswarm.quirks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rules of OpenAI's Responses API for its input. */
final class ResponsesRules {

    private static final int MAX_ID_LENGTH = 64;

    /** The fields that an item may have. */
    private static final Map<String, Set<String>> FIELDS = Map.of(
            "message", Set.of("type", "id", "role", "content", "status", "phase"),
            "function_call", Set.of("type", "id", "call_id", "name", "arguments", "status", "namespace"),
            "function_call_output", Set.of("type", "id", "call_id", "output", "status"),
            "reasoning", Set.of("type", "id", "summary", "content", "encrypted_content"));

    private static final Set<String> TEXT_FIELDS = Set.of("type", "text", "annotations", "logprobs");

    private final Set<String> ids = new HashSet<>();
    private final List<String> calls = new ArrayList<>();
    private final List<String> outputs = new ArrayList<>();

    private ResponsesRules() {}

    static Optional<String> refusal(JsonNode body) {
        JsonNode items = body.path("input");
        ResponsesRules rules = new ResponsesRules();
        for (int i = 0; items.isArray() && i < items.size(); i++) {
            JsonNode item = items.get(i);
            String kind = item.path("type").asText("message");
            String where = "input[" + i + "]";
            Optional<String> refusal = Refusal.first(
                    () -> unknownField(FIELDS.get(kind), item, where),
                    () -> rules.id(kind, item, where),
                    () -> rules.callId(kind, item, where),
                    () -> kind.equals("message") ? content(item, where) : Optional.empty());
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return rules.paired();
    }

    private static Optional<String> unknownField(Set<String> existing, JsonNode json, String where) {
        return json.properties().stream()
                .map(Map.Entry::getKey)
                .filter(field -> existing != null && !existing.contains(field))
                .findFirst()
                .map(field -> "Unknown parameter: '" + where + "." + field + "'.");
    }

    private Optional<String> id(String kind, JsonNode item, String where) {
        String id = JsonText.orNull(item.path("id"));
        if (id == null) {
            return Optional.empty();
        }
        String prefix = switch (kind) {
            case "message" -> item.path("role").asText("").equals("assistant") ? "msg" : "";
            case "function_call" -> "fc";
            case "reasoning" -> "rs";
            default -> "";
        };
        return Refusal.first(
                () -> Refusal.when(
                        !id.startsWith(prefix),
                        "Invalid '%s.id': '%s'. Expected an ID that begins with '%s'.",
                        where,
                        id,
                        prefix),
                () -> Refusal.when(
                        !ids.add(id),
                        "Duplicate item found with id %s. Remove duplicate items from your input and try again.",
                        id));
    }

    private Optional<String> callId(String kind, JsonNode item, String where) {
        if (!kind.startsWith("function_call")) {
            return Optional.empty();
        }
        String id = item.path("call_id").asText("");
        (kind.equals("function_call") ? calls : outputs).add(id);
        return Refusal.first(
                () -> Refusal.when(id.isEmpty(), "Missing required parameter: '%s.call_id'.", where),
                () -> Refusal.when(
                        id.length() > MAX_ID_LENGTH,
                        "Invalid '%s.call_id': string too long. Expected a string with maximum length %d, but got a"
                                + " string with length %d instead.",
                        where,
                        MAX_ID_LENGTH,
                        id.length()),
                () -> Refusal.when(
                        kind.equals("function_call") && !item.path("arguments").isTextual(),
                        "Invalid type for '%s.arguments': expected a string.",
                        where));
    }

    private static Optional<String> content(JsonNode item, String where) {
        JsonNode content = item.path("content");
        for (int j = 0; content.isArray() && j < content.size(); j++) {
            JsonNode part = content.get(j);
            String at = where + ".content[" + j + "]";
            if (item.path("role").asText("").equals("assistant")
                    && part.path("type").asText("").equals("output_text")) {
                Optional<String> refusal = Refusal.first(
                        () -> unknownField(TEXT_FIELDS, part, at),
                        () -> Refusal.when(
                                part.path("logprobs").isNull(),
                                "Invalid type for '%s.logprobs': expected an array, but got null instead.",
                                at));
                if (refusal.isPresent()) {
                    return refusal;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> paired() {
        return Refusal.first(
                () -> missing(calls, outputs).map(id -> "No tool output found for function call " + id + "."),
                () -> missing(outputs, calls)
                        .map(id -> "No tool call found for function call output with call_id " + id + "."),
                () -> Refusal.when(
                        new HashSet<>(calls).size() != calls.size(),
                        "Duplicate call_id in function calls: %s.",
                        calls));
    }

    private static Optional<String> missing(List<String> expected, List<String> there) {
        Set<String> all = Set.copyOf(there);
        return expected.stream().filter(id -> !all.contains(id)).findFirst();
    }
}
