package io.agencyswarm.net;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A request over HTTP and the bytes of its response. The connection's event loop only appends received bytes to one
 * buffer; a virtual thread takes the buffer and does all the work on it. While the buffer holds {@link #MAX_BYTES} the
 * connection is not read, so at most that and one network read are in memory, beside the bytes that the reader took
 * last.
 *
 * <p>The reader's methods ({@link #awaitConnection}, {@link #head}, {@link #next}) must be called from one thread, and
 * block it. Each waits at most for the given time; there is no other timeout. {@link #close} and {@link #complete} may
 * be called from any thread.
 */
public final class ResponseStream implements AutoCloseable {

    /** The number of bytes from which the connection is not read until they are taken. */
    public static final int MAX_BYTES = 131_072;

    private static final byte[] NOTHING = {};
    private static final long LINGER_MS = 1_000;

    private final Vertx vertx;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Everything below is guarded by the lock.
    private @Nullable Context eventLoop;
    private @Nullable HttpClientRequest request;
    private @Nullable HttpClientResponse response;
    private byte[] received = NOTHING;
    private int length;
    private @Nullable ResponseException failure;
    private boolean paused;
    private boolean ended;
    private boolean complete;
    private boolean closed;

    private ResponseStream(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Sends a request as soon as there is a connection. Returns at once. */
    public static ResponseStream send(Vertx vertx, Future<HttpClientRequest> connecting, Buffer body) {
        ResponseStream stream = new ResponseStream(vertx);
        connecting
                .onSuccess(ready -> stream.send(ready, body))
                .onFailure(e -> stream.fail(ResponseException.Reason.UNREACHABLE, e));
        return stream;
    }

    /**
     * Waits until there is a connection.
     *
     * @throws ResponseException if there is none in time
     */
    public void awaitConnection(Duration timeout) throws ResponseException, InterruptedException {
        lock.lockInterruptibly();
        try {
            await(() -> request != null, timeout);
            if (request == null && failure != null) {
                throw failure;
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for the head of the response. Use only status and headers of the result.
     *
     * @throws ResponseException if there is none in time
     */
    public HttpClientResponse head(Duration timeout) throws ResponseException, InterruptedException {
        lock.lockInterruptibly();
        try {
            await(() -> response != null, timeout);
            if (response != null) {
                return response;
            }
            throw failure == null ? new ResponseException(ResponseException.Reason.BROKEN, null) : failure;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for more of the body and takes all bytes that have arrived.
     *
     * @param timeout the maximum time without data
     * @return the bytes, which this stream does not use again; null at the end of the body, and once the stream is
     *     closed
     * @throws ResponseException if no data arrived in time, or the connection broke; bytes that arrived before are
     *     returned first
     */
    public @Nullable ByteBuffer next(Duration timeout) throws ResponseException, InterruptedException {
        lock.lockInterruptibly();
        try {
            await(() -> length > 0 || ended, timeout);
            if (length > 0) {
                ByteBuffer bytes = ByteBuffer.wrap(received, 0, length);
                forget();
                resume();
                return bytes;
            }
            if (failure != null && !ended && !closed) {
                throw failure;
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Reads the beginning of the body, such as an error message.
     *
     * @return at most {@code maxBytes}; fewer if the body ends, the connection breaks or the deadline passes before
     */
    public byte[] readUpTo(int maxBytes, Deadline deadline) throws InterruptedException {
        ByteArrayOutputStream beginning = new ByteArrayOutputStream();
        try {
            // Checked first, so that nothing waits for bytes that are not needed.
            while (beginning.size() < maxBytes) {
                ByteBuffer bytes = next(deadline.remaining());
                if (bytes == null) {
                    break;
                }
                int length = Math.min(bytes.remaining(), maxBytes - beginning.size());
                beginning.write(bytes.array(), bytes.arrayOffset() + bytes.position(), length);
            }
        } catch (ResponseException _) {
            // The bytes that arrived may still explain an error.
        }
        return beginning.toByteArray();
    }

    /**
     * Marks the response as complete for the reader: only the end of the body is awaited, so that the connection can be
     * reused.
     */
    public void complete() {
        lock.lock();
        try {
            complete = true;
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether {@link #close} was called. */
    public boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Closes the stream. The connection is closed at once, unless the response was read to its end or is
     * {@link #complete}: then it can be reused. May be called several times; never blocks for long.
     */
    @Override
    public void close() {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                forget();
                changed.signalAll();
                release();
            }
        } finally {
            lock.unlock();
        }
    }

    private void await(BooleanSupplier condition, Duration timeout) throws ResponseException, InterruptedException {
        long remaining = timeout.toNanos();
        while (!condition.getAsBoolean() && failure == null && !closed) {
            if (remaining <= 0) {
                throw new ResponseException(ResponseException.Reason.SILENT, null);
            }
            remaining = changed.awaitNanos(remaining);
        }
    }

    private void forget() {
        received = NOTHING;
        length = 0;
    }

    private void resume() {
        if (paused && eventLoop != null && response != null) {
            paused = false;
            HttpClientResponse answer = response;
            eventLoop.runOnContext(_ -> answer.resume());
        }
    }

    private void release() {
        HttpClientRequest current = request;
        Context loop = eventLoop;
        HttpClientResponse answer = response;
        if (current == null || loop == null || ended) {
            return;
        }
        // A complete response may be paused with unread data. Its connection is back in the pool then and may serve
        // another run, so it must not be reset. The task that resuming schedules delivers the data, before the task
        // below.
        loop.runOnContext(_ -> {
            if (answer != null) {
                answer.resume();
            }
            loop.runOnContext(_ -> abandonConnection(current));
        });
    }

    private void abandonConnection(HttpClientRequest current) {
        lock.lock();
        try {
            if (ended) {
                return;
            }
            if (complete) {
                // Only the end of the body is missing; reading it returns the connection to the pool for the next
                // request.
                complete = false;
                vertx.setTimer(LINGER_MS, _ -> abandonConnection(current));
                return;
            }
        } finally {
            lock.unlock();
        }
        Connections.abort(current);
    }

    // The methods below run on the connection's event loop.

    private void send(HttpClientRequest ready, Buffer body) {
        ready.exceptionHandler(e -> fail(ResponseException.Reason.BROKEN, e));
        lock.lock();
        try {
            eventLoop = vertx.getOrCreateContext();
            request = ready;
            changed.signalAll();
            if (closed) {
                ready.reset();
                return;
            }
        } finally {
            lock.unlock();
        }
        // Registered before the request is sent: a response that arrived first would end before its handlers are set.
        ready.response().onSuccess(this::begin).onFailure(e -> fail(ResponseException.Reason.BROKEN, e));
        var _ = ready.send(body);
    }

    private void begin(HttpClientResponse head) {
        head.exceptionHandler(e -> fail(ResponseException.Reason.BROKEN, e));
        head.endHandler(_ -> end());
        head.handler(this::append);
        lock.lock();
        try {
            response = head;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void append(Buffer bytes) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            // Small chunks are copied into one array: as separate objects they would take many times their size.
            int all = length + bytes.length();
            if (all > received.length) {
                received = Arrays.copyOf(received, length == 0 ? all : Math.max(all, 2 * received.length));
            }
            bytes.getBytes(received, length);
            length = all;
            if (!paused && all >= MAX_BYTES && response != null) {
                paused = true;
                response.pause();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void fail(ResponseException.Reason reason, Throwable cause) {
        lock.lock();
        try {
            if (failure == null) {
                failure = new ResponseException(reason, cause);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
