package io.agencyswarm.tool.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.net.Deadline;
import io.agencyswarm.tool.remote.ServerException;

/**
 * The transport of one session. Messages are JSON-RPC objects. Thread-safe: any number of exchanges may run
 * concurrently.
 */
interface Transport extends AutoCloseable {

    /**
     * Receives the server's messages other than responses. Called by threads that read from the server, so it must not
     * block.
     */
    @FunctionalInterface
    interface Receiver {
        void receive(ObjectNode message);
    }

    /**
     * Sends a request and waits for its response.
     *
     * @param id the request's id, unique within the session
     * @return the response, with {@code result} or {@code error}
     * @throws InterruptedException if the calling thread was interrupted; a later response is discarded
     */
    ObjectNode exchange(long id, ObjectNode request, Deadline deadline) throws ServerException, InterruptedException;

    /** Sends a message that has no response. */
    void send(ObjectNode message, Deadline deadline) throws ServerException, InterruptedException;

    /** Called when the session has begun, with its protocol version. */
    void onStarted(String protocolVersion);

    /** Replaces the secrets that were sent to the server in a text that it returned. */
    String redact(String text);

    /** Returns whether the session is usable, according to the last known state. */
    boolean isOpen();

    /**
     * Returns whether a change of the server's tools would be received.
     *
     * @param announced whether the server declares {@code listChanged}
     */
    boolean reportsChanges(boolean announced);

    /** Ends the session. Running exchanges fail. May be called any number of times; does not wait for the server. */
    @Override
    void close();

    /** Ends a session that another one replaces: as {@link #close}, but exchanges that can still succeed go on. */
    default void retire() {
        close();
    }
}
