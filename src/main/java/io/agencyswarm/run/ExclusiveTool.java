package io.agencyswarm.run;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Serializes the calls of a tool within a run. Thread-safe. */
final class ExclusiveTool {

    private final ReentrantLock lock = new ReentrantLock(true);
    private volatile @Nullable AgentNode holder;

    /** Permission for a running call; closing it lets the next call start. */
    interface Permit extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Returns whether an ancestor of this agent's run holds the tool. Its call waits for the agents below it, so a call
     * from here would wait forever.
     */
    boolean isHeldAbove(AgentNode node) {
        AgentNode holdingNode = holder;
        for (AgentNode above = node.parent(); above != null && holdingNode != null; above = above.parent()) {
            if (above == holdingNode) {
                return true;
            }
        }
        return false;
    }

    /** Waits until no other call of the tool is running. */
    Permit await(AgentNode caller) throws InterruptedException {
        lock.lockInterruptibly();
        return permit(caller);
    }

    /** Returns a permit without waiting; null if another call of the tool is running. */
    @Nullable
    Permit tryHold(AgentNode caller) {
        return lock.tryLock() ? permit(caller) : null;
    }

    private Permit permit(AgentNode caller) {
        holder = caller;
        return () -> {
            holder = null;
            lock.unlock();
        };
    }
}
