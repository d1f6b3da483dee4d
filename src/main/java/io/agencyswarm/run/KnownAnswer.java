package io.agencyswarm.run;

import io.agencyswarm.model.AnswerEvents;
import io.agencyswarm.model.ModelEvent;
import io.agencyswarm.model.ModelStream;
import io.agencyswarm.usage.TokenUsage;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An answer that is there already, in the form of one that a model gives, so that clients need not tell them apart. */
final class KnownAnswer implements ModelStream {

    private final Iterator<ModelEvent> events;

    KnownAnswer(String model, String text) {
        AnswerEvents answer = new AnswerEvents(model);
        events = Stream.of(answer.begin(), answer.text(text), answer.complete(TokenUsage.NONE))
                .flatMap(List::stream)
                .iterator();
    }

    @Override
    public @Nullable ModelEvent next() {
        return events.hasNext() ? events.next() : null;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
