package io.agencyswarm.tool.remote;

import io.agencyswarm.net.Deadline;
import io.agencyswarm.net.NetworkFault;
import io.agencyswarm.net.ResponseException;
import io.agencyswarm.net.ResponseStream;
import io.vertx.core.http.HttpClientResponse;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The response of a {@link ToolServer} to one request. One thread reads it; {@link #close} may be called from any
 * thread.
 */
public final class ServerResponse implements AutoCloseable {

    private static final int SHOWN_CHARS = 500;

    /** More than is shown, because a secret that is cut off would not be found. */
    private static final int READ_BYTES = 16_384;

    /** A body that never ends must not hold the call whose failure it explains. */
    private static final Duration MAX_ERROR_TIME = Duration.ofSeconds(2);

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private final ToolServer server;
    private final ResponseStream stream;

    ServerResponse(ToolServer server, ResponseStream stream) {
        this.server = server;
        this.stream = stream;
    }

    /** The maximum size of a response, in bytes. */
    public int maxBytes() {
        return server.maxBytes();
    }

    /** Waits for the status and headers. */
    public HttpClientResponse head(Deadline deadline) throws ServerException, InterruptedException {
        try {
            return stream.head(deadline.remaining());
        } catch (ResponseException e) {
            throw failure(e);
        }
    }

    /**
     * Waits for the next bytes.
     *
     * @return null at the end, and once the response is closed
     */
    public @Nullable ByteBuffer next(Duration timeout) throws ServerException, InterruptedException {
        try {
            return stream.next(timeout);
        } catch (ResponseException e) {
            throw failure(e);
        }
    }

    /** Reads the complete body. */
    public byte[] body(Deadline deadline) throws ServerException, InterruptedException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (ByteBuffer bytes = next(deadline.remaining()); bytes != null; bytes = next(deadline.remaining())) {
            if ((long) body.size() + bytes.remaining() > maxBytes()) {
                throw ServerException.tooLarge(maxBytes());
            }
            body.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
        }
        return body.toByteArray();
    }

    /** Reads the beginning of the body of an error, as much as arrives within two seconds. Not redacted. */
    public byte[] beginning(Deadline deadline) throws InterruptedException {
        return stream.readUpTo(READ_BYTES, Deadline.in(deadline.atMost(MAX_ERROR_TIME)));
    }

    /** Creates the exception for an unexpected status, with the beginning of the body. */
    public ServerException refusal(HttpClientResponse head, Deadline deadline) throws InterruptedException {
        int status = head.statusCode();
        if (status == UNAUTHORIZED || status == FORBIDDEN) {
            return ServerException.refused("it refused the credentials (HTTP " + status + "); see headers and token");
        }
        // Redact before shortening, because part of a secret would not be found.
        String text = server.redact(new String(beginning(deadline), StandardCharsets.UTF_8))
                .strip();
        return ServerException.failed(
                "it answered HTTP " + status, text.substring(0, Math.min(SHOWN_CHARS, text.length())));
    }

    /** Marks the response as complete, so that its connection can be reused. */
    public void complete() {
        stream.complete();
    }

    @Override
    public void close() {
        stream.close();
    }

    private static ServerException failure(ResponseException e) {
        return switch (e.reason()) {
            case SILENT -> ServerException.timedOut(e);
            case UNREACHABLE, BROKEN ->
                new ServerException(
                        ServerException.FailureKind.FAILED,
                        NetworkFault.of(e.source()).sentence(),
                        e);
        };
    }
}
