package io.agencyswarm.model.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.json.Json;
import io.agencyswarm.model.ModelEventReader;
import io.agencyswarm.model.ModelException;
import io.agencyswarm.net.NetworkFault;
import io.agencyswarm.net.ResponseException;
import io.agencyswarm.sse.EventTooLargeException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Creates the exceptions for faulty answers, with the same messages for every provider.
 *
 * @param target the server that the request was sent to
 * @param readTimeout the read timeout
 */
public record AnswerFaults(RequestTarget target, Duration readTimeout) {

    /**
     * Creates the failure for an answer that ended without a finish reason.
     *
     * @param last the last event, if its meaning is unknown: it may be a failure in an unknown format
     */
    public static ModelException endedEarly(byte @Nullable [] last, RequestTarget target) {
        return new ModelException(
                ErrorCode.MODEL_UNREACHABLE,
                "the model's server ended its answer without a finish reason, so it may not be complete"
                        + (last == null
                                ? ""
                                : "; the last event was " + ErrorQuotes.firstLine(inOneLine(last), target)),
                null);
    }

    /** Creates the failure for an event that is not JSON, or not part of an answer. */
    public static ModelException notAnAnswer(byte[] event, RequestTarget target) {
        return failed("sent an event that is " + (isJson(event) ? "not part of an answer" : "not valid JSON") + ": "
                + ErrorQuotes.firstLine(inOneLine(event), target));
    }

    /** JSON may span several lines, of which only the first would be quoted. */
    private static byte[] inOneLine(byte[] event) {
        return isJson(event) ? ModelEventReader.inOneLine(event) : event;
    }

    /**
     * Returns whether this is JSON in UTF-8. Zero bytes and a byte order mark, which other encodings have, are not
     * accepted.
     */
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

    /** For an answer that ended without an event. */
    ModelException nothing(byte[] begin) {
        if (ErrorQuotes.text(begin).isEmpty()) {
            return failed("sent an empty answer" + addressHint());
        }
        String quote = ErrorQuotes.firstLine(begin, target);
        return failed(
                ErrorQuotes.isOfEvents(begin)
                        ? "ended its answer before the first event was complete; the answer begins with " + quote
                        : "sent an answer that is not a stream of events, " + quote + addressHint());
    }

    /** For a compressed answer. */
    ModelException compressed(String encoding) {
        return failed("sent a compressed answer (" + ErrorQuotes.shorten(ErrorQuotes.inOneLine(target.redact(encoding)))
                + "), which was not requested; the server, or a proxy in front of it (" + target.setting()
                + "), must send answers without compression");
    }

    /** For a web page, or the beginning of one. */
    ModelException page(byte[] page) {
        return failed("answered with " + target.redact(ErrorQuotes.page(ErrorQuotes.text(page)))
                + " instead of a stream of events" + addressHint());
    }

    /** For an event that is too large, or too many bytes without an event. */
    ModelException tooMuch(EventTooLargeException e) {
        return failed("sent too much: " + e.getMessage());
    }

    /** For bytes that are not events. */
    ModelException notEvents(IllegalArgumentException e) {
        return failed("sent bytes that are not valid events: " + e.getMessage());
    }

    /** For a read timeout. */
    ModelException silent(@Nullable ResponseException cause) {
        return new ModelException(
                ErrorCode.MODEL_TIMEOUT,
                "the model's server was silent for " + readTimeout.toMillis() + " ms (agency-swarm.model.read-timeout)",
                cause);
    }

    /**
     * For a network failure.
     *
     * @param started whether the answer had begun; then the request must not be retried
     */
    ModelException of(ResponseException e, boolean started) {
        NetworkFault fault = NetworkFault.of(e.source());
        return switch (e.reason()) {
            case UNREACHABLE -> unreachable(fault, e);
            case BROKEN -> broken(fault, e, started);
            case SILENT -> silent(e);
        };
    }

    private ModelException unreachable(NetworkFault fault, ResponseException e) {
        String why = "the model's server could not be reached (" + fault.sentence();
        return ModelException.unreachable(
                switch (fault) {
                    case CROWDED -> why + ", agency-swarm.model.max-connections)";
                    case CONNECT_TIMEOUT -> why + ", agency-swarm.model.connect-timeout)" + addressHint();
                    default -> why + ")" + addressHint();
                },
                e);
    }

    private ModelException broken(NetworkFault fault, ResponseException e, boolean started) {
        String why = "the model's server broke the connection (" + fault.sentence() + ")";
        if (started) {
            return new ModelException(ErrorCode.MODEL_UNREACHABLE, why + " in the middle of its answer", e);
        }
        return ModelException.unreachable(fault == NetworkFault.NO_HTTP ? why + addressHint() : why, e);
    }

    private String addressHint() {
        return "; is its address right (" + target.setting() + ")?";
    }

    private static ModelException failed(String how) {
        return new ModelException(ErrorCode.MODEL_FAILED, "the model's server " + how, null);
    }
}
