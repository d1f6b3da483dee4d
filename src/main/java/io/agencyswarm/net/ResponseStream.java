package io.agencyswarm.net;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One request over HTTP and the bytes of its answer. The connection's event loop only appends what comes to one buffer;
 * a virtual thread takes the buffer out and does all the work on it. While the buffer holds {@link #MAX_BYTES} the
 * connection is not read, so at most that and one read of the network are held beside what the reader took last.
 *
 * <p>The reader's methods ({@link #awaitConnection}, {@link #head}, {@link #next}) are for one thread and block it. Each
 * waits no longer than it is told to: that is the one clock. {@link #close} and {@link #complete} are for any thread.
 */
public final class ResponseStream implements AutoCloseable {

    /** From so many bytes on the connection is not read until they are taken out. */
    public static final int MAX_BYTES = 131_072;

    private static final byte[] NOTHING = {};
    private static final long LINGER_MS = 1_000;

    private final Vertx vertx;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // All below is guarded by the lock.
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
    public void awaitConnection(Duration longest) throws ResponseException, InterruptedException {
        lock.lockInterruptibly();
        try {
            await(() -> request != null, longest);
            if (request == null && failure != null) {
                throw failure;
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for the head of the answer. Of the result only status and headers are for the caller.
     *
     * @throws ResponseException if there is none in time
     */
    public HttpClientResponse head(Duration longest) throws ResponseException, InterruptedException {
        lock.lockInterruptibly();
        try {
            await(() -> response != null, longest);
            if (response != null) {
                return response;
            }
            throw failure == null ? new ResponseException(ResponseException.Reason.BROKEN, null) : failure;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for more of the body and takes out all that is there.
     *
     * @param longest the longest silence
     * @return the bytes, which are the caller's own; null at the end of the body, and once the stream is closed
     * @throws ResponseException if the connection broke, which is told after all that came before, or was silent
     */
    public @Nullable ByteBuffer next(Duration longest) throws ResponseException, InterruptedException {
        lock.lockInterruptibly();
        try {
            await(() -> length > 0 || ended, longest);
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

    /** Tells that nothing of the answer is wanted any more but the end of its body, after which the connection is free. */
    public void complete() {
        lock.lock();
        try {
            complete = true;
        } finally {
            lock.unlock();
        }
    }

    /** Whether {@link #close} was called. */
    public boolean closed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gives up what is still under way. The connection is closed at once, unless the answer was read to its end or is
     * {@link #complete}: then it can be used again. Any number of times; never blocks for long.
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

    private void await(BooleanSupplier there, Duration longest) throws ResponseException, InterruptedException {
        long left = longest.toNanos();
        while (!there.getAsBoolean() && failure == null && !closed) {
            if (left <= 0) {
                throw new ResponseException(ResponseException.Reason.SILENT, null);
            }
            left = changed.awaitNanos(left);
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
            eventLoop.runOnContext(nothing -> answer.resume());
        }
    }

    private void release() {
        HttpClientRequest sent = request;
        Context loop = eventLoop;
        HttpClientResponse answer = response;
        if (sent == null || loop == null || ended) {
            return;
        }
        // A complete answer may wait behind what was not asked for. Its connection is back in the pool then and may
        // serve another run, so it must not be reset; what waits is told by the task that resuming schedules, before
        // the one below.
        loop.runOnContext(nothing -> {
            if (answer != null) {
                answer.resume();
            }
            loop.runOnContext(then -> giveUp(sent));
        });
    }

    private void giveUp(HttpClientRequest sent) {
        lock.lock();
        try {
            if (ended) {
                return;
            }
            if (complete) {
                // Only the end of the body is missing; read, it gives the connection back for the next request.
                complete = false;
                vertx.setTimer(LINGER_MS, timer -> giveUp(sent));
                return;
            }
        } finally {
            lock.unlock();
        }
        Connections.cut(sent);
    }

    // What follows runs on the connection's event loop.

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
        // Before the request goes out: an answer that was there first would be at its end before anyone listens.
        ready.response().onSuccess(this::begin).onFailure(e -> fail(ResponseException.Reason.BROKEN, e));
        var _ = ready.send(body);
    }

    private void begin(HttpClientResponse head) {
        head.exceptionHandler(e -> fail(ResponseException.Reason.BROKEN, e));
        head.endHandler(nothing -> end());
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
            // Small chunks become one array: as objects of their own they would take many times their bytes.
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
