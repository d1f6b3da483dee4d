package io.agencyswarm.model.openai;

import io.agencyswarm.model.ModelEvent;
import io.agencyswarm.model.ModelEvents;
import io.agencyswarm.model.ModelStream;
import io.agencyswarm.model.http.EventStream;
import io.agencyswarm.sse.SseEvent;
import org.jspecify.annotations.Nullable;

/** An answer of the Responses API: each event's data is an event of the model's as it is. */
final class OpenAiStream implements ModelStream {

    private final EventStream answer;
    private final Destination destination;

    OpenAiStream(EventStream answer, Destination destination) {
        this.answer = answer;
        this.destination = destination;
    }

    @Override
    public @Nullable ModelEvent next() throws InterruptedException {
        SseEvent sent = answer.next();
        if (sent == null) {
            return null;
        }
        ModelEvent event = ModelEvents.read(sent.data());
        if (event instanceof ModelEvent.Completed) {
            answer.complete();
        }
        return event instanceof ModelEvent.Failed failed ? failed.edited(destination::redact) : event;
    }

    @Override
    public void close() {
        answer.close();
    }
}
