package io.agencyswarm.model.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.item.Json;
import io.agencyswarm.model.ModelEventReader;
import io.agencyswarm.model.ModelException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a model's server says of a failure: in a refusal, in an event of a stream, or in a whole answer with status 200.
 * One reader for all providers, because the servers that speak a provider's format have forms of their own.
 */
public final class ServerErrors {

    /** The fields that hold the sentence, the best first. */
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

    /** The fields that hold a code, which is told where there is no sentence. */
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

    /** Stands for what a server does not say. */
    static final String UNTOLD = "it did not say why";

    private ServerErrors() {}

    /**
     * What an event, or a whole answer, says of a failure. {@code response.failed} of the Responses API is not read
     * here.
     *
     * @param eventName null for an event without a name
     * @return empty if it tells of no failure; "it did not say why" if it tells of one without a text
     */
    public static Optional<String> in(@Nullable String eventName, JsonNode event) {
        JsonNode said = event.isArray() ? event.path(0) : event;
        return "error".equals(eventName) || tells(said) ? Optional.of(told(said).orElse(UNTOLD)) : Optional.empty();
    }

    /**
     * What a refusal says.
     *
     * @param body as much of it as came
     * @return in one of the forms of the providers' errors; else of a web page its title, and of anything else all of
     *     it; empty if it says nothing
     */
    public static String sentence(byte[] body) {
        String text = Quotes.text(body);
        if (Quotes.isPage(text)) {
            return Quotes.page(text);
        }
        try {
            JsonNode json = Json.read(body);
            return told(json).orElseGet(() -> json.isEmpty() || json.isNull() ? "" : Json.text(json));
        } catch (JsonProcessingException _) {
            return text;
        }
    }

    /**
     * The failure of an answer that broke off.
     *
     * @param last the last event, where it told nothing: it may be a failure in a form that is new to us
     */
    public static ModelException brokenOff(byte @Nullable [] last, RequestTarget target) {
        return new ModelException(
                ErrorCode.MODEL_UNREACHABLE,
                "the model's server ended its answer without a finish reason, so it may not be whole"
                        + (last == null ? "" : "; the last that it sent was " + quoted(last, target)),
                null);
    }

    /** The failure of an event that is not JSON, or JSON of another shape than any part of an answer. */
    public static ModelException unreadable(byte[] data, RequestTarget target) {
        return new ModelException(
                ErrorCode.MODEL_FAILED,
                "the model's server sent an event that is "
                        + (isJson(data) ? "no part of an answer" : "not valid JSON") + ": "
                        + quoted(data, target),
                null);
    }

    /** The first line; of JSON, which may be spread over lines, the beginning. */
    private static String quoted(byte[] data, RequestTarget target) {
        return Quotes.firstLine(isJson(data) ? ModelEventReader.inOneLine(data) : data, target);
    }

    /** In UTF-8: what is read as other encodings, by its zeros or its mark, is no text of an event. */
    private static boolean isJson(byte[] data) {
        if (data.length == 0 || data[0] <= 0 || (data.length > 1 && data[1] == 0)) {
            return false;
        }
        try {
            Json.read(data);
            return true;
        } catch (JsonProcessingException _) {
            return false;
        }
    }

    private static boolean tells(JsonNode event) {
        if (isTold(event.path("error"))
                || isTold(event.path("choices").path(0).path("error"))
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

    /** Whether a field says anything: chunks of a good answer have errors that are null, false or empty. */
    private static boolean isTold(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> isText(value);
            case BOOLEAN -> value.booleanValue();
            case NUMBER -> value.asDouble() != 0;
            case OBJECT, ARRAY -> value.valueStream().anyMatch(ServerErrors::isTold);
            default -> false;
        };
    }

    private static boolean isText(JsonNode value) {
        return value.isTextual()
                && !value.textValue().isBlank()
                && !value.textValue().equalsIgnoreCase("null")
                && !value.textValue().equalsIgnoreCase("none");
    }

    private static Optional<String> told(JsonNode json) {
        JsonNode answer = json.isArray() ? json.path(0) : json;
        JsonNode ofChoice = answer.path("choices").path(0).path("error");
        JsonNode error = isTold(answer.path("error")) ? answer.path("error") : ofChoice;
        return withRaw(sentence(error), error)
                .map(said -> error.isTextual() ? withDescription(said, answer) : said)
                .or(() -> sentence(answer))
                .or(() -> code(error))
                .or(() -> code(answer));
    }

    /** A text for {@code error} is often only a code, beside which the sentence stands. */
    private static String withDescription(String error, JsonNode answer) {
        return sentence(answer)
                .filter(said -> !said.equals(error))
                .map(said -> error + ": " + said)
                .orElse(error);
    }

    /** OpenRouter's own sentence is the same for all errors of the providers behind it; theirs is beside it. */
    private static Optional<String> withRaw(Optional<String> said, JsonNode error) {
        JsonNode raw = error.path("metadata").path("raw");
        if (!isTold(raw)) {
            return said;
        }
        String behind = raw.isTextual()
                ? sentence(raw.textValue().getBytes(StandardCharsets.UTF_8))
                : told(raw).orElseGet(() -> Json.text(raw));
        return Optional.of(said.filter(own -> !own.contains(behind))
                .map(own -> own + ": " + behind)
                .orElse(said.orElse(behind)));
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

    /** One of several faults, with its place where it names one. */
    private static Optional<String> problem(JsonNode value) {
        String place = value.path("loc").valueStream().map(JsonNode::asText).collect(Collectors.joining("."));
        return sentence(value).map(said -> place.isEmpty() ? said : place + ": " + said);
    }

    private static Optional<String> code(JsonNode error) {
        return CODES.stream()
                .map(error::path)
                .filter(value -> isText(value) || value.isNumber())
                .map(value -> plain(value.asText()))
                .findFirst()
                .or(() -> error.has("error") ? code(error.path("error")) : Optional.empty());
    }

    /** A code in words: AWS's are names of classes, as in {@code com.amazon.service#ModelTimeoutException}. */
    static String plain(String code) {
        String bare = code.substring(code.lastIndexOf('#') + 1);
        return bare.length() > EXCEPTION.length() && bare.endsWith(EXCEPTION)
                ? bare.substring(0, bare.length() - EXCEPTION.length())
                        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                        .toLowerCase(Locale.ROOT)
                : bare;
    }
}
