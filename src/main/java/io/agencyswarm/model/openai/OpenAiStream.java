package io.agencyswarm.model.openai;

import io.agencyswarm.model.ModelEvent;
import io.agencyswarm.model.ModelStream;
import io.agencyswarm.model.http.EventStream;
import io.agencyswarm.sse.SseEvent;
import org.jspecify.annotations.Nullable;

/** An answer of the Responses API on its way. */
final class OpenAiStream implements ModelStream {

    private final EventStream answer;
    private final ResponsesReader reader;

    OpenAiStream(EventStream answer, Destination destination) {
        this.answer = answer;
        this.reader = new ResponsesReader(destination);
    }

    @Override
    public @Nullable ModelEvent next() throws InterruptedException {
        ModelEvent event = reader.next();
        while (event == null) {
            SseEvent sent = answer.next();
            if (sent == null) {
                return null;
            }
            reader.read(sent);
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
