package io.agencyswarm.model.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.json.Json;
import io.agencyswarm.model.ModelEvent;
import io.agencyswarm.model.ModelException;
import io.agencyswarm.model.http.AnswerFaults;
import io.agencyswarm.model.http.EndMarker;
import io.agencyswarm.model.http.ErrorQuotes;
import io.agencyswarm.model.http.RequestTarget;
import io.agencyswarm.model.http.ServerErrors;
import io.agencyswarm.sse.SseEvent;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer of any format. Handles what all formats share: events that are not JSON, failures in the middle of an
 * answer, and its end. For one answer; not thread-safe.
 */
public final class AnswerReader {

    /** Reads the events of one format. */
    interface ChunkReader {

        /**
         * Reads one event.
         *
         * @param name the event's name; null if the format has none
         * @param chunk an object that reports no failure
         */
        void read(@Nullable String name, JsonNode chunk, AnswerBuilder answer);
    }

    private final ChunkReader chunks;
    private final AnswerBuilder answer;
    private final RequestTarget target;

    /** The last event, if it added nothing to the answer. */
    private byte @Nullable [] lastWithoutEvents;

    AnswerReader(ChunkReader chunks, AnswerBuilder answer, RequestTarget target) {
        this.chunks = chunks;
        this.answer = answer;
        this.target = target;
    }

    /** Returns the events that begin the answer. */
    public List<ModelEvent> begin() {
        answer.begin();
        return answer.drain();
    }

    /**
     * Reads one event of the answer. Events after its end are ignored.
     *
     * @return the resulting events, in order; often none
     * @throws ModelException if the event can't be read, or reports a failure; then with the server's message
     */
    public List<ModelEvent> read(SseEvent event) {
        if (answer.hasEnded()) {
            return List.of();
        }
        if (EndMarker.is(event.data())) {
            answer.end();
            return answer.drain();
        }
        if ("error".equals(event.name())) {
            throw failed(ServerErrors.sentence(event.data()));
        }
        JsonNode value = parse(event.data());
        Optional<String> failure = ServerErrors.in(event.name(), value);
        if (failure.isPresent()) {
            throw failed(failure.get());
        }
        for (JsonNode chunk : value.isArray() ? value : List.of(value)) {
            try {
                if (chunk.isObject()) {
                    chunks.read(event.name(), chunk, answer);
                } else if (!chunk.isNull()) {
                    throw new UnexpectedShapeException();
                }
            } catch (UnexpectedShapeException _) {
                throw AnswerFaults.notAnAnswer(event.data(), target);
            }
        }
        List<ModelEvent> events = answer.drain();
        lastWithoutEvents = events.isEmpty() ? event.data() : null;
        return events;
    }

    /**
     * Ends the answer at the end of the server's stream.
     *
     * @throws ModelException if the answer is not complete
     */
    public List<ModelEvent> end() {
        if (!answer.hasEnded()) {
            if (!answer.hasFinishReason()) {
                throw AnswerFaults.endedEarly(lastWithoutEvents, target);
            }
            answer.end();
        }
        return answer.drain();
    }

    /** Returns whether the answer has ended. Nothing is read after that. */
    public boolean hasEnded() {
        return answer.hasEnded();
    }

    /**
     * Returns whether the server has sent the finish reason. What follows is not part of the answer, so a connection
     * that breaks afterwards loses nothing.
     */
    public boolean hasFinishReason() {
        return answer.hasFinishReason();
    }

    private ModelException failed(String message) {
        return new ModelException(
                ErrorCode.MODEL_FAILED,
                "the model's server reported a failure: " + ErrorQuotes.shorten(target.redact(message)),
                null);
    }

    private JsonNode parse(byte[] data) {
        try {
            return Json.read(data);
        } catch (JsonProcessingException _) {
            throw AnswerFaults.notAnAnswer(data, target);
        }
    }
}
