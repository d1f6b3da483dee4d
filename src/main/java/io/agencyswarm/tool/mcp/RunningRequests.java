package io.agencyswarm.tool.mcp;

import io.agencyswarm.tool.remote.ServerException;
import io.agencyswarm.tool.remote.ServerResponse;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** The requests of a session whose responses are being read, so that they end with the session. Thread-safe. */
final class RunningRequests implements AutoCloseable {

    private static final String CLOSED = "the session with it was closed";

    private final Set<ServerResponse> responses = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Reads a response. */
    @FunctionalInterface
    interface ResponseReader<T> {
        T read(ServerResponse response) throws ServerException, InterruptedException;
    }

    /**
     * Reads a response completely, and closes it.
     *
     * @throws ServerException if it can't be read, or the session is closed before
     */
    <T> T read(ServerResponse request, ResponseReader<T> reader) throws ServerException, InterruptedException {
        try (ServerResponse response = request) {
            responses.add(response);
            if (closed.get()) {
                // close() may not have found the response.
                throw ServerException.failed(CLOSED);
            }
            T result = reader.read(response);
            response.complete();
            return result;
        } catch (ServerException e) {
            throw closed.get() ? new ServerException(ServerException.FailureKind.FAILED, CLOSED, e) : e;
        } finally {
            responses.remove(request);
        }
    }

    /** Fails the running requests, and all later ones. */
    @Override
    public void close() {
        closed.set(true);
        responses.forEach(ServerResponse::close);
    }
}
