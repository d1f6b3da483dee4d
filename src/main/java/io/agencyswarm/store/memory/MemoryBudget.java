package io.agencyswarm.store.memory;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that an in-memory store holds, in total and of each caller's items and answers. Guarded by the lock of its
 * store.
 */
final class MemoryBudget {

    private final long maxBytes;
    private final Map<@Nullable String, Long> callers = new HashMap<>();
    private long reserved;

    MemoryBudget(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Returns the maximum total, in bytes. */
    long maxBytes() {
        return maxBytes;
    }

    /** Returns whether this many more bytes are within the limit. */
    boolean fits(long more) {
        return reserved + more <= maxBytes;
    }

    /** Returns the bytes of a caller's items and answers. */
    long ofCaller(@Nullable String caller) {
        return callers.getOrDefault(caller, 0L);
    }

    /** Adds the memory of a row; negative numbers subtract it. */
    void charge(long weight) {
        reserved += weight;
    }

    /**
     * Adds an item or an answer: its bytes to its caller's, and its memory to the total. Negative numbers subtract it.
     */
    void charge(@Nullable String caller, long bytes, long weight) {
        reserved += weight;
        long remaining = callers.merge(caller, bytes, Long::sum);
        if (remaining == 0) {
            callers.remove(caller);
        }
    }
}
