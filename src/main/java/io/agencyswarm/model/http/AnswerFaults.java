package io.agencyswarm.model.http;

import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.model.ModelException;
import io.agencyswarm.net.NetworkFault;
import io.agencyswarm.net.ResponseException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Creates the exceptions for faulty answers, with the same messages for every provider.
 *
 * @param target the server that the request was sent to
 * @param readTimeout the read timeout
 */
record AnswerFaults(RequestTarget target, Duration readTimeout) {

    /** For an answer that ended without an event. */
    ModelException nothing(byte[] begin) {
        if (Quotes.text(begin).isEmpty()) {
            return failed("sent an empty answer" + addressHint());
        }
        String quote = Quotes.firstLine(begin, target);
        return failed(
                Quotes.isOfEvents(begin)
                        ? "ended its answer before the first event was complete; the answer begins with " + quote
                        : "sent an answer that is not a stream of events, " + quote + addressHint());
    }

    /** For a compressed answer. */
    ModelException compressed(String encoding) {
        return failed("sent a compressed answer (" + Refusals.shorten(Quotes.inOneLine(target.redact(encoding)))
                + "), which was not requested; the server, or a proxy in front of it (" + target.setting()
                + "), must send answers without compression");
    }

    /** For a web page, or the beginning of one. */
    ModelException page(byte[] page) {
        return failed("answered with " + target.redact(Quotes.page(Quotes.text(page)))
                + " instead of a stream of events" + addressHint());
    }

    /** For an event that is too large, or too many bytes without an event. */
    ModelException tooMuch(IllegalStateException e) {
        return failed("sent too much: " + e.getMessage());
    }

    /** For bytes that are not events. */
    ModelException unreadable(IllegalArgumentException e) {
        return failed("sent bytes that are not valid events: " + e.getMessage());
    }

    /** For a read timeout. */
    ModelException silent(@Nullable ResponseException cause) {
        return new ModelException(
                ErrorCode.MODEL_TIMEOUT,
                "the model's server was silent for " + readTimeout.toMillis()
                        + " ms (agency-swarm.openai.read-timeout)",
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
                    case CROWDED -> why + ", agency-swarm.openai.max-connections)";
                    case CONNECT_TIMEOUT -> why + ", agency-swarm.openai.connect-timeout)" + addressHint();
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
