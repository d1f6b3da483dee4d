package io.agencyswarm.file;

import io.agencyswarm.net.Deadline;
import io.agencyswarm.net.ResponseException;
import io.agencyswarm.net.ResponseStream;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The download of one file over HTTP, by a virtual thread within a deadline. Closing it closes the connection. */
final class Download implements AutoCloseable {

    private final ResponseStream stream;
    private final Duration readTimeout;
    private final Deadline deadline;

    private Download(ResponseStream stream, Duration readTimeout, Deadline deadline) {
        this.stream = stream;
        this.readTimeout = readTimeout;
        this.deadline = deadline;
    }

    /**
     * Connects and sends the request.
     *
     * @throws IOException if that fails
     * @throws TimeoutException if it takes too long
     */
    static Download connect(Vertx vertx, Future<HttpClientRequest> connecting, FileConfig config, Deadline deadline)
            throws IOException, InterruptedException, TimeoutException {
        ResponseStream stream = ResponseStream.send(vertx, connecting, Buffer.buffer());
        Download download = new Download(stream, config.readTimeout(), deadline);
        try {
            stream.awaitConnection(deadline.atMost(config.connectTimeout()));
            return download;
        } catch (ResponseException e) {
            download.close();
            throw timeoutException(e);
        } catch (InterruptedException e) {
            download.close();
            throw e;
        }
    }

    /** Waits for the head of the response. */
    HttpClientResponse head() throws IOException, InterruptedException, TimeoutException {
        try {
            return stream.head(deadline.atMost(readTimeout));
        } catch (ResponseException e) {
            throw timeoutException(e);
        }
    }

    /** Writes the response body. */
    void writeTo(AttachmentWriter writer) throws IOException, InterruptedException, TimeoutException {
        for (ByteBuffer bytes = next(); bytes != null; bytes = next()) {
            writer.write(bytes);
        }
    }

    private @Nullable ByteBuffer next() throws IOException, InterruptedException, TimeoutException {
        try {
            return stream.next(deadline.atMost(readTimeout));
        } catch (ResponseException e) {
            throw timeoutException(e);
        }
    }

    private static IOException timeoutException(ResponseException e) throws TimeoutException {
        if (e.reason() == ResponseException.Reason.SILENT) {
            throw new TimeoutException();
        }
        return e;
    }

    @Override
    public void close() {
        stream.close();
    }
}
