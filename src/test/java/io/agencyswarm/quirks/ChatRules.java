package io.agencyswarm.quirks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** The rules of Chat Completions at OpenAI, DeepSeek, Mistral and Perplexity. */
final class ChatRules {

    private static final int MAX_ID_LENGTH = 40;

    private ChatRules() {}

    static Optional<String> chat(JsonNode body) {
        return paired(body.path("messages"), MAX_ID_LENGTH);
    }

    static Optional<String> deepseek(JsonNode body) {
        JsonNode messages = body.path("messages");
        return Refusal.first(() -> paired(messages, Integer.MAX_VALUE), () -> reasoned(messages));
    }

    static Optional<String> mistral(JsonNode body) {
        JsonNode messages = body.path("messages");
        for (int i = 0; i < messages.size(); i++) {
            Optional<String> refusal = ofMistral(messages, i);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        JsonNode last = JsonText.last(messages);
        String role = role(last);
        return Refusal.first(
                () -> Refusal.when(
                        !messages.isEmpty()
                                && !role.equals("user")
                                && !role.equals("tool")
                                && !last.path("prefix").asBoolean(false),
                        "Expected last role User or Tool (or Assistant with prefix True) for serving but got %s",
                        role),
                () -> paired(messages, Integer.MAX_VALUE)
                        .map(why -> "Not the same number of function calls and responses. " + why));
    }

    static Optional<String> perplexity(JsonNode body) {
        JsonNode messages = body.path("messages");
        for (int i = 1; i < messages.size(); i++) {
            String role = role(messages.get(i));
            boolean repeats = role.equals(role(messages.get(i - 1)));
            if (repeats && (role.equals("user") || role.equals("assistant"))) {
                return Optional.of("After the (optional) system message(s), user or tool message(s) should alternate"
                        + " with assistant message(s).");
            }
            if (role.equals("system") && !role(messages.get(i - 1)).equals("system")) {
                return Optional.of("System messages should be at the beginning of the message list.");
            }
        }
        return Refusal.first(
                () -> Refusal.when(
                        !List.of("user", "tool").contains(role(JsonText.last(messages))),
                        "Last message must have role `user` or `tool`."),
                () -> paired(messages, Integer.MAX_VALUE));
    }

    private static Optional<String> ofMistral(JsonNode messages, int i) {
        JsonNode message = messages.get(i);
        for (JsonNode call : message.path("tool_calls")) {
            String id = call.path("id").asText("");
            if (!id.matches("[a-zA-Z0-9]{9}")) {
                return Optional.of("Tool call id was " + id + " but must be a-z, A-Z, 0-9, with a length of 9.");
            }
        }
        return Refusal.first(
                () -> Refusal.when(
                        role(message).equals("user")
                                && i > 0
                                && role(messages.get(i - 1)).equals("tool"),
                        "Unexpected role 'user' after role 'tool'"),
                () -> Refusal.when(
                        role(message).equals("assistant")
                                && isNothing(message.path("content"))
                                && message.path("tool_calls").isEmpty(),
                        "Assistant message must have either content or tool_calls, but not none."));
    }

    /** Every call is followed directly by its tool message, and there are no other tool messages. */
    private static Optional<String> paired(JsonNode messages, int maxIdLength) {
        int i = 0;
        while (i < messages.size()) {
            int at = i;
            JsonNode message = messages.get(i);
            List<String> calls = new ArrayList<>();
            message.path("tool_calls").forEach(call -> calls.add(call.path("id").asText("")));
            List<String> event = new ArrayList<>();
            i++;
            while (!calls.isEmpty()
                    && i < messages.size()
                    && role(messages.get(i)).equals("tool")) {
                event.add(messages.get(i).path("tool_call_id").asText(""));
                i++;
            }
            Optional<String> refusal = Refusal.first(
                    () -> Refusal.when(
                            role(message).equals("tool"),
                            "Invalid parameter: messages with role 'tool' must be a response to a preceeding message"
                                    + " with 'tool_calls'. (messages.[%d])",
                            at),
                    () -> calls(message.path("tool_calls"), at, maxIdLength),
                    () -> Refusal.when(
                            !calls.stream()
                                            .sorted()
                                            .toList()
                                            .equals(event.stream().sorted().toList())
                                    || new HashSet<>(calls).size() != calls.size(),
                            "An assistant message with 'tool_calls' must be followed by tool messages responding to"
                                    + " each 'tool_call_id': %s but %s.",
                            calls,
                            event));
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> calls(JsonNode calls, int i, int maxIdLength) {
        for (int k = 0; k < calls.size(); k++) {
            String where = "messages[" + i + "].tool_calls[" + k + "]";
            int length = calls.get(k).path("id").asText("").length();
            if (length > maxIdLength) {
                return Optional.of("Invalid '" + where + ".id': string too long. Expected a string with maximum length "
                        + maxIdLength + ", but got a string with length " + length + " instead.");
            }
            if (!calls.get(k).path("function").path("arguments").isTextual()) {
                return Optional.of("Invalid type for '" + where + ".function.arguments': expected a string.");
            }
        }
        return Optional.empty();
    }

    /** Calls since the user's last message have their reasoning. */
    private static Optional<String> reasoned(JsonNode messages) {
        int request = messages.size() - 1;
        while (request > 0 && !role(messages.get(request)).equals("user")) {
            request--;
        }
        for (int i = Math.max(0, request); i < messages.size(); i++) {
            JsonNode message = messages.get(i);
            if (role(message).equals("assistant")
                    && !message.path("tool_calls").isEmpty()
                    && isNothing(message.path("reasoning_content"))) {
                return Optional.of("The `reasoning_content` in the thinking mode must be passed back to the API.");
            }
        }
        return Optional.empty();
    }

    private static String role(JsonNode message) {
        return message.path("role").asText("");
    }

    private static boolean isNothing(JsonNode content) {
        return content.isContainerNode()
                ? content.isEmpty()
                : content.asText("").isEmpty();
    }
}
