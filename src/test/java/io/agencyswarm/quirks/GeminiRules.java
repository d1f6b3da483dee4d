package io.agencyswarm.quirks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rules of Gemini's {@code generateContent}. */
final class GeminiRules {

    private final JsonNode contents;

    private GeminiRules(JsonNode contents) {
        this.contents = contents;
    }

    /**
     * The refusal of a request.
     *
     * @param signed whether the model requires its signatures, as those since Gemini 3 do
     */
    static Optional<String> refusal(JsonNode body, boolean signed) {
        GeminiRules rules = new GeminiRules(body.path("contents"));
        if (rules.contents.isEmpty()) {
            return Optional.of("* GenerateContentRequest.contents: contents is not specified");
        }
        int request = rules.asked();
        for (int i = 0; i < rules.contents.size(); i++) {
            int at = i;
            Optional<String> refusal = Refusal.first(
                    () -> rules.parts(at),
                    () -> rules.turns(at),
                    () -> rules.responses(at),
                    () -> signed && at >= request ? rules.signature(at) : Optional.empty());
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    /** Returns the index of the last user message. */
    private int asked() {
        int request = contents.size() - 1;
        while (request > 0 && !(role(request).equals("user") && has(request, "text"))) {
            request--;
        }
        return Math.max(0, request);
    }

    private Optional<String> parts(int i) {
        if (contents.get(i).path("parts").isEmpty()) {
            return Optional.of("Unable to submit request because it must include at least one parts field, which"
                    + " describes the prompt input.");
        }
        for (JsonNode part : contents.get(i).path("parts")) {
            JsonNode text = part.path("text");
            Optional<String> refusal = Refusal.first(
                    () -> Refusal.when(
                            text.isTextual() && text.textValue().isEmpty(),
                            "Unable to submit request because it has an empty text parameter."),
                    () -> Refusal.when(
                            part.has("functionCall")
                                    && part.path("functionCall").has("args")
                                    && !part.at("/functionCall/args").isObject(),
                            "Invalid value at 'contents[%d].parts.function_call.args' (type.googleapis.com/"
                                    + "google.protobuf.Struct)",
                            i),
                    () -> Refusal.when(
                            part.has("functionResponse")
                                    && !part.at("/functionResponse/response").isObject(),
                            "Invalid value at 'contents[%d].parts.function_response.response'"
                                    + " (type.googleapis.com/google.protobuf.Struct)",
                            i));
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    private Optional<String> turns(int i) {
        String role = role(i);
        return Refusal.first(
                () -> Refusal.when(
                        !role.equals("user") && !role.equals("model"), "Please use a valid role: user, model."),
                () -> Refusal.when(i == 0 && !role.equals("user"), "Please ensure that the first turn is the user's."),
                () -> Refusal.when(
                        i > 0 && role.equals(role(i - 1)),
                        "Please ensure that multiturn requests alternate between user and model."),
                () -> Refusal.when(
                        has(i, "functionCall") && !role.equals("model"),
                        "Please ensure that function call turn comes immediately after a user turn or after a function"
                                + " response turn."));
    }

    private Optional<String> responses(int i) {
        List<JsonNode> calls = all(i, "functionCall");
        List<JsonNode> event = all(i, "functionResponse");
        return Refusal.first(
                () -> Refusal.when(
                        !calls.isEmpty() && all(i + 1, "functionResponse").size() != calls.size(),
                        "Please ensure that the number of function response parts is equal to the number of function"
                                + " call parts of the function call turn."),
                () -> Refusal.when(
                        !event.isEmpty() && all(i - 1, "functionCall").isEmpty(),
                        "Please ensure that function response turn comes immediately after a function call turn."));
    }

    private Optional<String> signature(int i) {
        List<JsonNode> calls = all(i, "functionCall");
        return Refusal.when(
                !calls.isEmpty()
                        && calls.getFirst().path("thoughtSignature").asText("").isEmpty(),
                "Function call is missing a thought_signature in functionCall parts. This is required for tools to work"
                        + " correctly. Additional data, function call `default_api:%s`, position %d.",
                calls.isEmpty() ? "" : calls.getFirst().at("/functionCall/name").asText(),
                i);
    }

    private String role(int i) {
        return contents.get(i).path("role").asText("");
    }

    private boolean has(int i, String key) {
        return !all(i, key).isEmpty();
    }

    /** Returns the parts with a key; empty if there is no such content. */
    private List<JsonNode> all(int i, String key) {
        List<JsonNode> parts = new ArrayList<>();
        for (JsonNode part : contents.path(i).path("parts")) {
            if (part.has(key)) {
                parts.add(part);
            }
        }
        return parts;
    }
}
