package io.agencyswarm.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A request to the model server, with what was sent in response. Thread-safe; it grows while the response is sent. */
public final class ModelExchange {

    /** The state of a stream. */
    public enum State {
        /** No stream: the response was plain, an error or missing. */
        NONE,
        /** The stream is open. */
        OPEN,
        /** The stream is complete. */
        FINISHED,
        /** The stream was cut off, by the client or by a fault. */
        ABORTED
    }

    private final ReceivedRequest request;
    private final List<String> sentEvents = new ArrayList<>();
    private final List<Long> sentAt = new ArrayList<>();
    private final AtomicLong bytesWritten = new AtomicLong();
    private final Changes changes;
    private volatile State state = State.NONE;

    ModelExchange(ReceivedRequest request, Changes changes) {
        this.request = request;
        this.changes = changes;
    }

    /** The request. */
    public ReceivedRequest request() {
        return request;
    }

    /**
     * Returns the JSON of each event that was passed to the connection, oldest first; at most as many as fit into its
     * buffer.
     */
    public List<String> sentEvents() {
        synchronized (sentEvents) {
            return List.copyOf(sentEvents);
        }
    }

    /** Returns the time at which each of {@link #sentEvents} was passed on, by {@link System#nanoTime}. */
    public List<Long> sentAt() {
        synchronized (sentEvents) {
            return List.copyOf(sentAt);
        }
    }

    /** Returns the number of events that were passed to the connection. */
    public int eventsWritten() {
        synchronized (sentEvents) {
            return sentEvents.size();
        }
    }

    /** Returns the number of bytes of the stream that were passed to the connection, without those of HTTP. */
    public long bytesWritten() {
        return bytesWritten.get();
    }

    /** Returns the state of the stream. */
    public State state() {
        return state;
    }

    void state(State changed) {
        state = changed;
        changes.happened();
    }

    void wrote(int bytes) {
        bytesWritten.addAndGet(bytes);
        changes.happened();
    }

    void sent(String event) {
        synchronized (sentEvents) {
            sentEvents.add(event);
            sentAt.add(System.nanoTime());
        }
    }
}
