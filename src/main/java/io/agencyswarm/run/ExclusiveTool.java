package io.agencyswarm.run;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A tool of which a run has one call at work at a time. Safe for several threads. */
final class ExclusiveTool {

    private final ReentrantLock lock = new ReentrantLock(true);
    private volatile @Nullable AgentRun holder;

    /** A call at work; closing it lets the next one begin. */
    interface Permit extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Whether the tool is at work for an agent above this one. The call waits for what happens beneath it, so a call from
     * here would wait forever.
     */
    boolean isHeldAbove(AgentRun node) {
        AgentRun held = holder;
        for (AgentRun above = node.parent(); above != null && held != null; above = above.parent()) {
            if (above == held) {
                return true;
            }
        }
        return false;
    }

    /** Waits until no other call of the tool is at work. */
    Permit await(AgentRun caller) throws InterruptedException {
        lock.lockInterruptibly();
        return held(caller);
    }

    /** Does not wait; null where another call of the tool is at work. */
    @Nullable
    Permit tryHold(AgentRun caller) {
        return lock.tryLock() ? held(caller) : null;
    }

    private Permit held(AgentRun caller) {
        holder = caller;
        return () -> {
            holder = null;
            lock.unlock();
        };
    }
}
