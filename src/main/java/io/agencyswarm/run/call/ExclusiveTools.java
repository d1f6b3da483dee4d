package io.agencyswarm.run.call;

import io.agencyswarm.run.AgentRun;
import io.agencyswarm.tool.ToolResult;
import io.agencyswarm.tool.ToolSpec;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Makes the calls of a run's tools that allow one call at a time, whichever of its agents call them. Thread-safe. */
public final class ExclusiveTools {

    private final ConcurrentMap<ToolSpec, ExclusiveTool> tools = new ConcurrentHashMap<>();

    /** Work that must not run concurrently with other calls of its tool. */
    @FunctionalInterface
    public interface ExclusiveCall {

        /** Makes the call on the calling thread. */
        ToolResult make() throws InterruptedException;
    }

    /** A tool that allows one call at a time. */
    private static final class ExclusiveTool {

        private final ReentrantLock lock = new ReentrantLock(true);

        /** The agent run whose call is running. */
        private volatile @Nullable AgentRun holder;
    }

    /**
     * Makes a call of a tool on the calling thread, after the running one. A call that waits for its own end would wait
     * forever, so the model gets an error instead: if an agent above the caller waits for the caller in a call of the
     * same tool, or in one of another such tool while a third call holds this one.
     *
     * @throws InterruptedException if the thread was interrupted while it waited, or by the call
     */
    public ToolResult call(ToolSpec tool, AgentRun caller, ExclusiveCall call) throws InterruptedException {
        ExclusiveTool exclusive = tools.computeIfAbsent(tool, _ -> new ExclusiveTool());
        if (isHeldAbove(exclusive, caller)) {
            return ToolResult.Failure.of("The tool " + tool.name()
                    + " allows one call at a time, and a call of it is waiting for your answer. Continue without it.");
        }
        if (tools.values().stream().noneMatch(other -> isHeldAbove(other, caller))) {
            exclusive.lock.lockInterruptibly();
        } else if (!exclusive.lock.tryLock()) {
            // The holder of a tool may wait for this call, so this call must not wait for a tool that another call
            // holds.
            return ToolResult.Failure.of("The tool " + tool.name()
                    + " allows one call at a time, and another call of it is running. Continue without it.");
        }
        try {
            exclusive.holder = caller;
            return call.make();
        } finally {
            exclusive.holder = null;
            exclusive.lock.unlock();
        }
    }

    private static boolean isHeldAbove(ExclusiveTool tool, AgentRun caller) {
        AgentRun holder = tool.holder;
        for (AgentRun above = caller.parent(); above != null && holder != null; above = above.parent()) {
            if (above.equals(holder)) {
                return true;
            }
        }
        return false;
    }
}
