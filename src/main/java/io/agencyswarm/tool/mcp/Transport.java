package io.agencyswarm.tool.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.net.Deadline;
import io.agencyswarm.tool.remote.ServerException;

/**
 * The way to a server, for one session. Messages are objects of JSON-RPC. Safe for several threads: any number of
 * exchanges may go on at a time.
 */
interface Transport extends AutoCloseable {

    /** Takes what the server sends besides answers. Called by threads that read from the server, so it must not block. */
    @FunctionalInterface
    interface Receiver {
        void receive(ObjectNode message);
    }

    /**
     * Sends a request and waits for its answer.
     *
     * @param id the request's id, unique within the session
     * @return the answer, with {@code result} or {@code error}
     * @throws InterruptedException if the calling thread was interrupted; an answer that comes later is discarded
     */
    ObjectNode exchange(long id, ObjectNode request, Deadline deadline) throws ServerException, InterruptedException;

    /** Sends what has no answer. */
    void send(ObjectNode message, Deadline deadline) throws ServerException, InterruptedException;

    /** Tells that the session has begun, and which version of the protocol it speaks. */
    void begun(String protocolVersion);

    /** A text of the server's without what the server was given in confidence. */
    String redact(String text);

    /** Whether the session can still be used, as far as is known here. */
    boolean isOpen();

    /**
     * Whether a change of the server's tools would be heard of.
     *
     * @param told whether the server says that it tells of changes
     */
    boolean reportsChanges(boolean told);

    /** Ends the session. Exchanges that go on fail. Any number of times; never blocks for long. */
    @Override
    void close();
}
