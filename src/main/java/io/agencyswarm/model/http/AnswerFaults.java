package io.agencyswarm.model.http;

import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.model.ModelException;
import io.agencyswarm.net.NetworkFault;
import io.agencyswarm.net.ResponseException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with an answer, in the same words for every provider.
 *
 * @param target where the request went
 * @param silence the longest silence that was waited for
 */
record AnswerFaults(RequestTarget target, Duration silence) {

    /** The answer ended without an event. */
    ModelException nothing(byte[] begin) {
        if (Quotes.text(begin).isEmpty()) {
            return failed("sent an empty answer" + isItRight());
        }
        String quote = Quotes.firstLine(begin, target);
        return failed(
                Quotes.isOfEvents(begin)
                        ? "ended its answer before the first event was whole; the answer begins with " + quote
                        : "answered with what is no stream of events, " + quote + isItRight());
    }

    /** The answer is compressed. */
    ModelException packed(String encoding) {
        return failed("sent a compressed answer (" + Refusals.cut(Quotes.inOneLine(target.redact(encoding)))
                + "), which was not asked for; it, or a proxy before it (" + target.setting()
                + "), must send answers as they are");
    }

    /** The answer is a web page, or the beginning of one. */
    ModelException page(byte[] page) {
        return failed("answered with " + target.redact(Quotes.page(Quotes.text(page)))
                + " instead of a stream of events" + isItRight());
    }

    /** An event is too large, or there is none in too many bytes. */
    ModelException tooMuch(IllegalStateException e) {
        return failed("sent too much: " + e.getMessage());
    }

    /** The bytes are no events. */
    ModelException unreadable(IllegalArgumentException e) {
        return failed("sent bytes that are not valid events: " + e.getMessage());
    }

    /** Nothing came for too long. */
    ModelException silent(@Nullable ResponseException cause) {
        return new ModelException(
                ErrorCode.MODEL_TIMEOUT,
                "the model's server was silent for " + silence.toMillis() + " ms (agency-swarm.openai.read-timeout)",
                cause);
    }

    /**
     * The network failed.
     *
     * @param begun whether the answer had begun, after which the request must not be sent again
     */
    ModelException of(ResponseException e, boolean begun) {
        NetworkFault fault = NetworkFault.of(e.source());
        return switch (e.reason()) {
            case UNREACHABLE -> unreachable(fault, e);
            case BROKEN -> broken(fault, e, begun);
            case SILENT -> silent(e);
        };
    }

    private ModelException unreachable(NetworkFault fault, ResponseException e) {
        String why = "the model's server could not be reached (" + fault.sentence();
        return ModelException.unreachable(
                switch (fault) {
                    case CROWDED -> why + ", agency-swarm.openai.max-connections)";
                    case CONNECT_TIMEOUT -> why + ", agency-swarm.openai.connect-timeout)" + isItRight();
                    default -> why + ")" + isItRight();
                },
                e);
    }

    private ModelException broken(NetworkFault fault, ResponseException e, boolean begun) {
        String why = "the model's server broke the connection (" + fault.sentence() + ")";
        if (begun) {
            return new ModelException(ErrorCode.MODEL_UNREACHABLE, why + " in the middle of its answer", e);
        }
        return ModelException.unreachable(fault == NetworkFault.NO_HTTP ? why + isItRight() : why, e);
    }

    private String isItRight() {
        return "; is its address right (" + target.setting() + ")?";
    }

    private static ModelException failed(String how) {
        return new ModelException(ErrorCode.MODEL_FAILED, "the model's server " + how, null);
    }
}
