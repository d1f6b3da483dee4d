package io.agencyswarm.model.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads error messages of models' servers: from an error response, an event of a stream, or a JSON answer with status
 * 200. One reader for all providers, because servers that are compatible with a provider have their own error formats.
 */
public final class ServerErrors {

    /** The fields that may hold the message, in order of preference. */
    private static final List<String> SENTENCES = List.of(
            "message",
            "Message",
            "detail",
            "errors",
            "error_description",
            "msg",
            "error_message",
            "errorMessage",
            "error_msg",
            "title",
            "error");

    /** The fields that may hold a code, which is reported if there is no message. */
    private static final List<String> CODES = List.of("code", "type", "status", "__type");

    /** An object with one of these fields is an answer, or a part of one. */
    private static final List<String> ANSWER = List.of(
            "choices",
            "candidates",
            "output",
            "delta",
            "response",
            "content",
            "content_block",
            "usage",
            "role",
            "done");

    private static final String EXCEPTION = "Exception";

    /** The message for a failure whose server gives no reason. */
    static final String WITHOUT_MESSAGE = "it did not say why";

    private ServerErrors() {}

    /**
     * Returns the error message of an event or of a JSON answer. Does not read {@code response.failed} of the Responses
     * API.
     *
     * @param eventName null for an event without a name
     * @return empty if it reports no failure; "it did not say why" if it reports one without a message
     */
    public static Optional<String> in(@Nullable String eventName, JsonNode event) {
        JsonNode payload = event.isArray() ? event.path(0) : event;
        return "error".equals(eventName) || isFailure(payload)
                ? Optional.of(messageOf(payload).orElse(WITHOUT_MESSAGE))
                : Optional.empty();
    }

    /**
     * Returns the message of an error response.
     *
     * @param body the part that was read
     * @return the message, if the body is in a provider's error format; the title, if it is a web page; else the
     *     complete body; empty if the body is
     */
    public static String sentence(byte[] body) {
        String text = ErrorQuotes.text(body);
        if (ErrorQuotes.isPage(text)) {
            return ErrorQuotes.page(text);
        }
        try {
            JsonNode json = Json.read(body);
            return messageOf(json).orElseGet(() -> json.isEmpty() || json.isNull() ? "" : Json.text(json));
        } catch (JsonProcessingException _) {
            return text;
        }
    }

    private static boolean isFailure(JsonNode event) {
        if (hasValue(event.path("error"))
                || hasValue(event.path("choices").path(0).path("error"))
                || event.path("object").asText().equals("error")) {
            return true;
        }
        String type = event.path("type").asText().toLowerCase(Locale.ROOT);
        if (type.endsWith("error") || type.endsWith("exception")) {
            return true;
        }
        return event.isObject()
                && type.isEmpty()
                && event.path("object").asText().isEmpty()
                && ANSWER.stream().noneMatch(event::has)
                && (sentence(event).isPresent() || code(event).isPresent());
    }

    /** Returns whether a field has a value: valid chunks may have an error field that is null, false or empty. */
    private static boolean hasValue(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> isText(value);
            case BOOLEAN -> value.booleanValue();
            case NUMBER -> value.asDouble() != 0;
            case OBJECT, ARRAY -> value.valueStream().anyMatch(ServerErrors::hasValue);
            default -> false;
        };
    }

    private static boolean isText(JsonNode value) {
        return value.isTextual()
                && !value.textValue().isBlank()
                && !value.textValue().equalsIgnoreCase("null")
                && !value.textValue().equalsIgnoreCase("none");
    }

    private static Optional<String> messageOf(JsonNode json) {
        JsonNode answer = json.isArray() ? json.path(0) : json;
        JsonNode ofChoice = answer.path("choices").path(0).path("error");
        JsonNode error = hasValue(answer.path("error")) ? answer.path("error") : ofChoice;
        return withRaw(sentence(error), error)
                .map(message -> error.isTextual() ? withDescription(message, answer) : message)
                .or(() -> sentence(answer))
                .or(() -> code(error))
                .or(() -> code(answer));
    }

    /** If {@code error} is a text, it is often only a code, and another field holds the message. */
    private static String withDescription(String error, JsonNode answer) {
        return sentence(answer)
                .filter(message -> !message.equals(error))
                .map(message -> error + ": " + message)
                .orElse(error);
    }

    /**
     * OpenRouter's own message is the same for all errors of its providers; the provider's message is in
     * {@code metadata.raw}.
     */
    private static Optional<String> withRaw(Optional<String> message, JsonNode error) {
        JsonNode raw = error.path("metadata").path("raw");
        if (!hasValue(raw)) {
            return message;
        }
        String rawText = raw.isTextual()
                ? sentence(raw.textValue().getBytes(StandardCharsets.UTF_8))
                : messageOf(raw).orElseGet(() -> Json.text(raw));
        return Optional.of(message.filter(text -> !text.contains(rawText))
                .map(text -> text + ": " + rawText)
                .orElse(message.orElse(rawText)));
    }

    private static Optional<String> sentence(JsonNode value) {
        if (value.isArray()) {
            return Optional.of(value.valueStream()
                            .limit(10)
                            .flatMap(element -> problem(element).stream())
                            .collect(Collectors.joining("; ")))
                    .filter(all -> !all.isEmpty());
        }
        if (value.isObject()) {
            return SENTENCES.stream()
                    .flatMap(field -> sentence(value.path(field)).stream())
                    .findFirst();
        }
        return isText(value) ? Optional.of(value.textValue().strip()) : Optional.empty();
    }

    /** Returns the message of one of several errors, with its location if it has one. */
    private static Optional<String> problem(JsonNode value) {
        String location = value.path("loc").valueStream().map(JsonNode::asText).collect(Collectors.joining("."));
        return sentence(value).map(message -> location.isEmpty() ? message : location + ": " + message);
    }

    private static Optional<String> code(JsonNode error) {
        return CODES.stream()
                .map(error::path)
                .filter(value -> isText(value) || value.isNumber())
                .map(value -> plain(value.asText()))
                .findFirst()
                .or(() -> error.has("error") ? code(error.path("error")) : Optional.empty());
    }

    /**
     * Converts a code to words. AWS's codes are class names, as in {@code com.amazon.service#ModelTimeoutException}.
     */
    static String plain(String code) {
        String bare = code.substring(code.lastIndexOf('#') + 1);
        return bare.length() > EXCEPTION.length() && bare.endsWith(EXCEPTION)
                ? bare.substring(0, bare.length() - EXCEPTION.length())
                        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                        .toLowerCase(Locale.ROOT)
                : bare;
    }
}
