package io.agencyswarm.file;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One answer over HTTP, read by a virtual thread. The event loop hands over one piece each time it is asked for one, so
 * a slow disk slows the host and nothing piles up. Closing it closes the connection, wherever the answer is.
 */
final class Download implements AutoCloseable {

    /** What the event loop hands over. */
    private sealed interface Piece {
        record Bytes(Buffer buffer) implements Piece {}

        record Broken(Throwable why) implements Piece {}

        enum End implements Piece {
            END
        }
    }

    private final LinkedBlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
    private final Future<HttpClientRequest> connecting;
    private final Duration silence;
    private final Deadline deadline;
    private volatile @Nullable Context loop;

    private Download(Future<HttpClientRequest> connecting, Duration silence, Deadline deadline) {
        this.connecting = connecting;
        this.silence = silence;
        this.deadline = deadline;
    }

    /**
     * Connects.
     *
     * @throws IOException if that fails
     * @throws TimeoutException if it takes too long
     */
    static Download connect(HttpClient http, RequestOptions options, FileConfig config, Deadline deadline)
            throws IOException, InterruptedException, TimeoutException {
        Download download = new Download(http.request(options).map(Download::quiet), config.readTimeout(), deadline);
        try {
            await(download.connecting, deadline.atMost(config.connectTimeout()));
            return download;
        } catch (IOException | InterruptedException | TimeoutException failure) {
            download.close();
            throw failure;
        }
    }

    /** Sends the request and waits for the head of the answer. */
    HttpClientResponse head() throws IOException, InterruptedException, TimeoutException {
        HttpClientRequest request = connecting.result();
        // Before the request goes out: an answer that was there first would be at its end before anyone listens.
        Future<HttpClientResponse> head = request.response().map(this::listen);
        var _ = request.send();
        return await(head, deadline.atMost(silence));
    }

    /** Writes the body that comes after {@code head}. */
    void body(HttpClientResponse head, Sink sink) throws IOException, InterruptedException, TimeoutException {
        Context eventLoop = Objects.requireNonNull(loop, "the head comes before the body");
        while (true) {
            eventLoop.runOnContext(nothing -> head.fetch(1));
            Piece piece = pieces.poll(deadline.atMost(silence).toNanos(), TimeUnit.NANOSECONDS);
            switch (piece) {
                case null -> throw new TimeoutException();
                case Piece.Bytes(Buffer buffer) -> sink.write(ByteBuffer.wrap(buffer.getBytes()));
                case Piece.Broken(Throwable why) -> throw new IOException(why);
                case Piece.End _ -> {
                    return;
                }
            }
        }
    }

    private static HttpClientRequest quiet(HttpClientRequest request) {
        // What breaks a connection is told to its request; with nobody listening here it would be logged as an error
        // too, and any host could fill the log.
        request.connection().exceptionHandler(heardElsewhere -> {});
        return request;
    }

    private HttpClientResponse listen(HttpClientResponse head) {
        loop = Vertx.currentContext();
        head.pause();
        head.exceptionHandler(why -> pieces.add(new Piece.Broken(why)));
        head.endHandler(nothing -> pieces.add(Piece.End.END));
        head.handler(buffer -> pieces.add(new Piece.Bytes(buffer)));
        return head;
    }

    @Override
    public void close() {
        connecting.onSuccess(HttpClientRequest::reset);
    }

    private static <T> T await(Future<T> future, Duration wait)
            throws IOException, InterruptedException, TimeoutException {
        try {
            return future.toCompletionStage().toCompletableFuture().get(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failure) {
            @Nullable Throwable cause = failure.getCause();
            throw new IOException(cause == null ? failure : cause);
        }
    }
}
