package io.agencyswarm.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A request to the model's server and what was sent for it. Safe for threads; grows while the answer is under way. */
public final class ModelExchange {

    /** What became of a stream. */
    public enum State {
        /** There is no stream: the answer was plain, an error or none. */
        NONE,
        /** More may come. */
        OPEN,
        /** All was sent. */
        FINISHED,
        /** It was broken off, by the client or by a fault. */
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

    /** The JSON of each event that was handed to the connection, oldest first; not one more than its buffer takes. */
    public List<String> sentEvents() {
        synchronized (sentEvents) {
            return List.copyOf(sentEvents);
        }
    }

    /** When each of {@link #sentEvents} was handed over, as {@link System#nanoTime} tells it. */
    public List<Long> sentAt() {
        synchronized (sentEvents) {
            return List.copyOf(sentAt);
        }
    }

    /** How many events were handed to the connection. */
    public int eventsWritten() {
        synchronized (sentEvents) {
            return sentEvents.size();
        }
    }

    /** The bytes of the stream that were handed to the connection, without those of HTTP. */
    public long bytesWritten() {
        return bytesWritten.get();
    }

    /** What became of the stream. */
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
