package io.agencyswarm.model.openai;

import io.agencyswarm.model.ModelEvent;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.ModelStream;
import io.agencyswarm.model.http.EventStream;
import io.agencyswarm.model.http.Framing;
import io.agencyswarm.model.http.ModelConnections;
import io.agencyswarm.sse.SseEvent;
import io.vertx.core.http.RequestOptions;
import org.jspecify.annotations.Nullable;

/** A streamed answer of the Responses API. */
final class OpenAiStream implements ModelStream {

    private final EventStream answer;
    private final ResponsesReader reader;

    /**
     * Sends a request and waits for its answer to begin.
     *
     * @param request with the model's name without a prefix
     */
    static OpenAiStream open(ModelConnections connections, OpenAiTarget openAiTarget, ModelRequest request)
            throws InterruptedException {
        RequestOptions options = openAiTarget
                .post("/responses")
                .putHeader("Content-Type", "application/json")
                .putHeader("Accept", Framing.SSE.mediaType());
        byte[] body = ResponsesBody.of(request);
        return new OpenAiStream(connections.open(options, body, Framing.SSE, openAiTarget), openAiTarget);
    }

    private OpenAiStream(EventStream answer, OpenAiTarget openAiTarget) {
        this.answer = answer;
        this.reader = new ResponsesReader(openAiTarget);
    }

    @Override
    public @Nullable ModelEvent next() throws InterruptedException {
        ModelEvent event = reader.next();
        while (event == null) {
            SseEvent modelEvent = answer.next();
            if (modelEvent == null) {
                return null;
            }
            reader.read(modelEvent);
            event = reader.next();
        }
        if (event instanceof ModelEvent.Completed) {
            answer.complete();
        }
        return event;
    }

    @Override
    public void close() {
        answer.close();
    }
}
