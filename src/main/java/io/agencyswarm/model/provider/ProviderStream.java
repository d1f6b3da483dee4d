package io.agencyswarm.model.provider;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.json.Json;
import io.agencyswarm.model.ModelEvent;
import io.agencyswarm.model.ModelException;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.ModelStream;
import io.agencyswarm.model.dialect.AnswerReader;
import io.agencyswarm.model.dialect.Dialect;
import io.agencyswarm.model.http.EventStream;
import io.agencyswarm.model.http.ModelConnections;
import io.agencyswarm.sse.SseEvent;
import io.vertx.core.http.RequestOptions;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** An answer that the run's thread reads. Reads from the connection only when all earlier events have been returned. */
final class ProviderStream implements ModelStream {

    private final EventStream events;
    private final AnswerReader reader;
    private final Deque<ModelEvent> ready;
    private boolean ended;
    private volatile boolean closed;

    /**
     * Sends a request and waits for its answer to begin.
     *
     * @param request with the provider's name of the model
     */
    static ProviderStream open(
            ModelConnections connections, ModelProvider provider, ProviderTarget providerTarget, ModelRequest request)
            throws InterruptedException {
        Dialect dialect = provider.dialect();
        byte[] body = Json.bytes(dialect.body(request));
        RequestOptions options = options(provider, providerTarget, request.model(), body);
        EventStream events = connections.open(options, body, dialect.framing(), providerTarget);
        return new ProviderStream(events, dialect.reader(request.model(), providerTarget));
    }

    private static RequestOptions options(
            ModelProvider provider, ProviderTarget providerTarget, String model, byte[] body) {
        try {
            RequestOptions options = provider.providerApi()
                    .post(providerTarget, model)
                    .putHeader("Accept", provider.dialect().framing().mediaType());
            providerTarget.addHeadersAndSign(options, provider.providerApi().address(providerTarget, model), body);
            return options;
        } catch (IllegalArgumentException e) {
            throw new ModelException(
                    ErrorCode.MODEL_REFUSED,
                    "the request can't be written for " + provider.name() + ": "
                            + providerTarget.redact(AgencyException.reason(e)),
                    e);
        }
    }

    private ProviderStream(EventStream events, AnswerReader reader) {
        this.events = events;
        this.reader = reader;
        this.ready = new ArrayDeque<>(reader.begin());
    }

    @Override
    public @Nullable ModelEvent next() throws InterruptedException {
        while (ready.isEmpty() && !ended && !closed) {
            read();
        }
        return closed ? null : ready.poll();
    }

    private void read() throws InterruptedException {
        SseEvent event = receive();
        if (closed) {
            return;
        }
        try {
            ready.addAll(event == null ? reader.end() : reader.read(event));
        } catch (ModelException e) {
            close();
            throw e;
        }
        if (reader.hasEnded()) {
            ended = true;
            events.complete();
        } else if (reader.hasFinishReason()) {
            events.expectEnd();
        }
    }

    /**
     * Returns the next event. A failure after the finish reason counts as the end of the stream, because nothing is
     * lost.
     */
    private @Nullable SseEvent receive() throws InterruptedException {
        try {
            return events.next();
        } catch (ModelException e) {
            if (reader.hasFinishReason()) {
                return null;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        closed = true;
        events.close();
    }
}
