package io.agencyswarm.run.loop;

import io.agencyswarm.run.AgentRun;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Serializes the calls of a tool within a run. Thread-safe. */
final class ExclusiveTool {

    private final ReentrantLock lock = new ReentrantLock(true);
    private volatile @Nullable AgentRun holder;

    /** Permission for a running call; closing it lets the next call start. */
    interface Permit extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Returns whether an ancestor of this agent's run holds the tool. Its call waits for the agents below it, so a call
     * from here would wait forever.
     */
    boolean isHeldAbove(AgentRun agentRun) {
        AgentRun holdingRun = holder;
        for (AgentRun above = agentRun.parent(); above != null && holdingRun != null; above = above.parent()) {
            if (above == holdingRun) {
                return true;
            }
        }
        return false;
    }

    /** Waits until no other call of the tool is running. */
    Permit await(AgentRun agentRun) throws InterruptedException {
        lock.lockInterruptibly();
        return permit(agentRun);
    }

    /** Returns a permit without waiting; null if another call of the tool is running. */
    @Nullable
    Permit tryHold(AgentRun agentRun) {
        return lock.tryLock() ? permit(agentRun) : null;
    }

    private Permit permit(AgentRun agentRun) {
        holder = agentRun;
        return () -> {
            holder = null;
            lock.unlock();
        };
    }
}
