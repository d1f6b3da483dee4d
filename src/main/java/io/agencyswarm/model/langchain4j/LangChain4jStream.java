package io.agencyswarm.model.langchain4j;

import dev.langchain4j.http.client.sse.CancellationUnsupportedHandle;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.model.ModelEvent;
import io.agencyswarm.model.ModelException;
import io.agencyswarm.model.ModelStream;
import io.agencyswarm.model.http.EventStream;
import io.agencyswarm.model.http.Refusals;
import io.agencyswarm.model.http.ServerErrors;
import io.agencyswarm.sse.SseEvent;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An answer that the run's own thread reads: it takes bytes from the connection, has LangChain4j read them, and hands
 * the events on, all before it takes more.
 */
final class LangChain4jStream implements ModelStream {

    /** LangChain4j's own way to cancel, which nobody goes here: closing the connection is enough. */
    private static final ServerSentEventContext CONTEXT =
            new ServerSentEventContext(new CancellationUnsupportedHandle());

    private final EventStream events;
    private final Access access;
    private final Dialect dialect;
    private final ServerSentEventListener listener;
    private final AnswerHandler answer;
    private boolean over;
    private @Nullable ModelException failure;

    LangChain4jStream(
            EventStream events,
            Access access,
            Dialect dialect,
            ServerSentEventListener listener,
            AnswerHandler answer) {
        this.events = events;
        this.access = access;
        this.dialect = dialect;
        this.listener = listener;
        this.answer = answer;
    }

    @Override
    public @Nullable ModelEvent next() throws InterruptedException {
        while (!events.closed()) {
            ModelEvent event = answer.poll();
            if (event != null) {
                return event;
            }
            if (failure != null) {
                close();
                throw failure;
            }
            if (over) {
                return null;
            }
            read(events.next());
        }
        return null;
    }

    @Override
    public void close() {
        events.close();
    }

    private void read(@Nullable SseEvent event) {
        try {
            if (event != null) {
                read(event.name(), event.data());
            } else if (!events.closed()) {
                over = true;
                listener.onClose();
            }
        } catch (RuntimeException e) {
            // LangChain4j's readers throw what they like; whatever it is, the answer can't be read.
            answer.onError(e);
        }
        settle();
    }

    private void settle() {
        if (answer.complete()) {
            events.complete();
        } else if (failure == null && answer.failure() != null) {
            failure = failed("sent what is no answer: ", AgencyException.reason(answer.failure()), answer.failure());
        } else if (failure == null && over) {
            failure = new ModelException(
                    ErrorCode.MODEL_UNREACHABLE,
                    "the model's server ended the connection in the middle of its answer",
                    null);
        }
    }

    private void read(@Nullable String name, byte[] data) {
        if (failure != null || answer.failure() != null) {
            return;
        }
        String text = new String(data, StandardCharsets.UTF_8);
        if ("error".equals(name) || text.startsWith("{\"error\"")) {
            failure = failed("reported a failure: ", ServerErrors.sentence(data), null);
            return;
        }
        String readable = dialect.readable(text);
        dialect.signature(readable)
                .ifPresent(signature -> answer.signed(dialect.rules().signatures() + signature));
        listener.onEvent(new ServerSentEvent(name, readable), CONTEXT);
    }

    private ModelException failed(String how, String why, @Nullable Throwable cause) {
        return new ModelException(
                ErrorCode.MODEL_FAILED, "the model's server " + how + Refusals.cut(access.redact(why)), cause);
    }
}
