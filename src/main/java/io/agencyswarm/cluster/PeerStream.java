package io.agencyswarm.cluster;

import io.agencyswarm.net.Connections;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The owner's response whose body is still arriving. The body is read only as {@link #fetch} requests it.
 * {@link #close} the stream, or read it to its end. Safe for several threads.
 */
public final class PeerStream implements AutoCloseable {

    private final HttpClientRequest request;
    private final HttpClientResponse response;
    private final Map<String, String> headers;
    private final Context eventLoop;
    private final Promise<Void> ended = Promise.promise();

    /** Set before the first part is requested. A handler can't be added later, if the connection breaks before. */
    private volatile Consumer<Buffer> consumer = _ -> {};

    /** Called on the connection's event loop, before any part of the body has arrived. */
    PeerStream(HttpClientRequest request, HttpClientResponse response, Map<String, String> headers) {
        this.request = request;
        this.response = response;
        this.headers = Map.copyOf(headers);
        this.eventLoop = Objects.requireNonNull(Vertx.currentContext(), "responses arrive on an event loop");
        response.pause();
        response.handler(part -> consumer.accept(part));
        response.exceptionHandler(ended::tryFail);
        response.endHandler(_ -> ended.tryComplete());
    }

    /** Returns the HTTP status that the peer answered. */
    public int status() {
        return response.statusCode();
    }

    /** Returns the headers that are forwarded to the client. */
    public Map<String, String> headers() {
        return headers;
    }

    /**
     * Sets the consumer of the body's parts, before the first {@link #fetch}. The consumer receives the parts in order,
     * as many as {@link #fetch} requests.
     *
     * @param newConsumer called on the event loop of the peer's connection
     */
    public void onPart(Consumer<Buffer> newConsumer) {
        consumer = newConsumer;
    }

    /** Requests this number of further parts. The end counts as one. */
    public void fetch(int parts) {
        eventLoop.runOnContext(_ -> response.fetch(parts));
    }

    /** Completes after the last part, or fails if the connection breaks earlier. */
    public Future<Void> whenEnded() {
        return ended.future();
    }

    /** Closes the connection to the peer, unless the body has been read to its end. */
    @Override
    public void close() {
        if (!ended.future().succeeded()) {
            Connections.abort(request);
        }
    }
}
