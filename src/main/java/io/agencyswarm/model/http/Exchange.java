package io.agencyswarm.model.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The course of one request and its answer on their connection, which is given back where the answer was whole and cut
 * where it was not. Safe for several threads; the connection's event loop calls the listener.
 */
public final class Exchange {

    private static final long LINGER_MS = 1_000;

    private final Vertx vertx;

    private volatile @Nullable Context eventLoop;
    private volatile @Nullable HttpClientRequest request;
    private volatile @Nullable HttpClientResponse response;
    private volatile boolean closed;
    private volatile boolean ended;
    private volatile boolean whole;

    /** Hears what becomes of a request. */
    public interface Listener {

        /** There is no connection. */
        void unreachable(Throwable failure);

        /** The connection broke. */
        void broken(Throwable failure);

        /** The head of the answer is there; the rest comes to the handlers that this sets. */
        void answered(HttpClientResponse head);
    }

    /** A request that is not sent yet. */
    public Exchange(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Sends the request as soon as there is a connection. */
    public void start(Future<HttpClientRequest> connecting, Buffer body, Listener listener) {
        connecting.onSuccess(ready -> send(ready, body, listener)).onFailure(listener::unreachable);
    }

    /** Has the event loop do something with the answer, unless that is at its end. */
    public void tell(Consumer<HttpClientResponse> what) {
        Context loop = eventLoop;
        HttpClientResponse answer = response;
        if (loop != null && answer != null && !ended) {
            loop.runOnContext(nothing -> what.accept(answer));
        }
    }

    /** Nothing of the answer is missing but the end of its body. */
    public void whole() {
        whole = true;
    }

    /** The answer was read to its end. */
    public void ended() {
        ended = true;
    }

    /** Whether nobody wants the answer any more. */
    public boolean closed() {
        return closed;
    }

    /** Gives up what is still under way. Never blocks. */
    public void close() {
        closed = true;
        HttpClientRequest sent = request;
        Context loop = eventLoop;
        if (sent == null || loop == null || ended) {
            return;
        }
        // A whole answer may wait behind what was not asked for. Its connection is back in the pool then and may serve
        // another run, so it must not be reset; what waits is told by the task that resuming schedules, before the one
        // below.
        loop.runOnContext(nothing -> {
            HttpClientResponse answer = response;
            if (answer != null) {
                answer.resume();
            }
            loop.runOnContext(then -> giveUp(sent));
        });
    }

    private void giveUp(HttpClientRequest sent) {
        if (ended) {
            return;
        }
        if (whole) {
            // Only the end of the body is missing; read, it gives the connection back for the next request.
            whole = false;
            vertx.setTimer(LINGER_MS, timer -> giveUp(sent));
        } else {
            Connections.cut(sent);
        }
    }

    private void send(HttpClientRequest ready, Buffer body, Listener listener) {
        request = ready;
        eventLoop = vertx.getOrCreateContext();
        ready.exceptionHandler(listener::broken);
        if (closed) {
            ready.reset();
            return;
        }
        ready.send(body)
                .onSuccess(head -> {
                    response = head;
                    listener.answered(head);
                })
                .onFailure(listener::broken);
    }
}
