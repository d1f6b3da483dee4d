package io.agencyswarm.tool.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.net.Deadline;
import io.agencyswarm.tool.remote.ServerException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The requests that wait for their responses, for transports with one stream of responses. Thread-safe. */
final class PendingResponses {

    private final ConcurrentMap<Long, CompletableFuture<ObjectNode>> pending = new ConcurrentHashMap<>();
    private volatile @Nullable ServerException failure;

    /** Sends a request. */
    @FunctionalInterface
    interface Sending {
        void send() throws ServerException, InterruptedException;
    }

    /** Sends a request and waits for its response. */
    ObjectNode exchange(long id, Sending request, Deadline deadline) throws ServerException, InterruptedException {
        CompletableFuture<ObjectNode> response = new CompletableFuture<>();
        pending.put(id, response);
        try {
            throwFailure();
            request.send();
            return response.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw ServerException.timedOut(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ServerException failed
                    ? failed
                    : new ServerException(ServerException.FailureKind.FAILED, "its answer could not be read", e);
        } finally {
            pending.remove(id);
        }
    }

    /**
     * Passes each response to the request that waits for it, and discards it if the request has ended. Passes the other
     * messages to the receiver.
     */
    void dispatch(List<ObjectNode> messages, Transport.Receiver receiver) {
        for (ObjectNode message : messages) {
            if (JsonRpcMessages.isResponse(message)) {
                complete(message);
            } else {
                receiver.receive(message);
            }
        }
    }

    private void complete(ObjectNode response) {
        // This client's ids are never texts.
        CompletableFuture<ObjectNode> waiting = response.path("id").isIntegralNumber()
                ? pending.get(response.path("id").longValue())
                : null;
        if (waiting != null) {
            waiting.complete(response);
        }
    }

    /** Throws the failure of the session, if it has failed. */
    void throwFailure() throws ServerException {
        ServerException earlier = failure;
        if (earlier != null) {
            throw earlier;
        }
    }

    /** Fails all waiting and future requests. */
    void fail(ServerException cause) {
        if (failure == null) {
            failure = cause;
        }
        pending.values().forEach(response -> response.completeExceptionally(cause));
    }
}
