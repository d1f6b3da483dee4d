package io.agencyswarm.store;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bytes that a store in memory holds, in all and of each caller's items and answers. Guarded by the lock of its store. */
final class MemoryBudget {

    private final long maxBytes;
    private final Map<@Nullable String, Long> callers = new HashMap<>();
    private long held;

    MemoryBudget(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** The most bytes of all together. */
    long maxBytes() {
        return maxBytes;
    }

    /** Whether this many bytes more are within the limit. */
    boolean fits(long more) {
        return held + more <= maxBytes;
    }

    /** The bytes of a caller's items and answers. */
    long ofCaller(@Nullable String caller) {
        return callers.getOrDefault(caller, 0L);
    }

    /** Counts what a row takes, or gives it back where it is negative. */
    void charge(long weight) {
        held += weight;
    }

    /** Counts an item or an answer: its bytes for its caller, and what it takes in memory. Negative numbers give it back. */
    void charge(@Nullable String caller, long bytes, long weight) {
        held += weight;
        long left = callers.merge(caller, bytes, Long::sum);
        if (left == 0) {
            callers.remove(caller);
        }
    }
}
