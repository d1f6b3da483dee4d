package io.agencyswarm.model.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.item.Json;
import io.agencyswarm.model.ModelEvent;
import io.agencyswarm.model.ModelException;
import io.agencyswarm.model.http.Refusals;
import io.agencyswarm.model.http.RequestTarget;
import io.agencyswarm.model.http.ServerErrors;
import io.agencyswarm.sse.SseEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer of any format. What the formats have in common is here: events that are no JSON, failures in the
 * middle of an answer, its end. For one answer and one thread.
 */
public final class AnswerReader {

    /** What ends the streams of OpenAI and of many that speak as it does. */
    private static final String DONE = "[DONE]";

    /** Reads what one event of a format holds into an answer. */
    interface Chunks {

        /**
         * Reads one event.
         *
         * @param name the event's name where the format has names
         * @param chunk an object that tells of no failure
         */
        void read(@Nullable String name, JsonNode chunk, AnswerBuilder answer);
    }

    private final Chunks chunks;
    private final AnswerBuilder answer;
    private final RequestTarget target;

    /** The last event, where it told nothing. */
    private byte @Nullable [] silent;

    AnswerReader(Chunks chunks, AnswerBuilder answer, RequestTarget target) {
        this.chunks = chunks;
        this.answer = answer;
        this.target = target;
    }

    /** What comes before the first event. */
    public List<ModelEvent> begin() {
        answer.begin();
        return answer.taken();
    }

    /**
     * Reads one event of the answer; events behind its end mean nothing.
     *
     * @return what it gives, in order; often nothing
     * @throws ModelException if it can't be read, or tells of a failure, in the server's own words
     */
    public List<ModelEvent> read(SseEvent event) {
        if (answer.over()) {
            return List.of();
        }
        if (isDone(event.data())) {
            answer.end();
            return answer.taken();
        }
        if ("error".equals(event.name())) {
            throw failed(ServerErrors.sentence(event.data()));
        }
        JsonNode value = parsed(event.data());
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
                throw ServerErrors.unreadable(event.data(), target);
            }
        }
        List<ModelEvent> told = answer.taken();
        silent = told.isEmpty() ? event.data() : null;
        return told;
    }

    /**
     * The server has nothing more to say.
     *
     * @throws ModelException if the answer was not at its end
     */
    public List<ModelEvent> end() {
        if (!answer.over()) {
            if (!answer.hasReason()) {
                throw ServerErrors.brokenOff(silent, target);
            }
            answer.end();
        }
        return answer.taken();
    }

    /** Whether the answer came to its end; nothing is read after that. */
    public boolean over() {
        return answer.over();
    }

    /**
     * Whether the server has said how the answer ends. What follows is no part of it, so a connection that breaks then
     * takes nothing away.
     */
    public boolean hasReason() {
        return answer.hasReason();
    }

    private ModelException failed(String said) {
        return new ModelException(
                ErrorCode.MODEL_FAILED,
                "the model's server reported a failure: " + Refusals.cut(target.redact(said)),
                null);
    }

    private static boolean isDone(byte[] data) {
        return data.length < 2 * DONE.length()
                && new String(data, StandardCharsets.UTF_8).strip().equals(DONE);
    }

    private JsonNode parsed(byte[] data) {
        try {
            return Json.read(data);
        } catch (JsonProcessingException _) {
            throw ServerErrors.unreadable(data, target);
        }
    }
}
