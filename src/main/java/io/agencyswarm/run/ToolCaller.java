package io.agencyswarm.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.tool.Tool;
import io.agencyswarm.tool.ToolContext;
import io.agencyswarm.tool.ToolResult;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * A call of a tool within its limits, by whoever calls it.
 *
 * @param threads where the tool works
 * @param limits what holds for a tool that has no limit of its own
 */
record ToolCaller(ToolThreads threads, RunConfig limits) {

    /** Has the caller's surroundings on the tool's thread while the tool works there. */
    interface Surroundings {
        ToolResult within(Callable<ToolResult> work) throws Exception;
    }

    /** A call that did not come to its end; the message is a sentence for whoever called. */
    static final class UnfinishedException extends Exception {

        private static final long serialVersionUID = 1L;

        private UnfinishedException(String sentence, Exception cause) {
            super(sentence, cause);
        }
    }

    /**
     * Calls the tool and waits for it.
     *
     * @throws InterruptedException if the caller was interrupted; the tool is, too
     * @throws ExecutionException with whatever the tool threw as its cause
     * @throws UnfinishedException if the tool did not end in time, or there was no thread for it
     */
    ToolResult call(Tool tool, ToolContext context, ObjectNode arguments, Surroundings surroundings)
            throws InterruptedException, ExecutionException, UnfinishedException {
        Duration limit = tool.timeLimit().orElse(limits.toolTime());
        Callable<ToolResult> work = () -> ToolResult.Value.of(tool.call(context, arguments));
        try {
            return threads.call(() -> surroundings.within(work), limit);
        } catch (TimeoutException e) {
            throw new UnfinishedException(
                    "it did not end within " + text(limit) + ", which is the limit "
                            + (tool.timeLimit().isPresent()
                                    ? "of this tool"
                                    : "for tools (agency-swarm.limits.tool-time)")
                            + ", and was interrupted",
                    e);
        } catch (RejectedExecutionException e) {
            throw new UnfinishedException(String.valueOf(e.getMessage()), e);
        }
    }

    /** A duration in the largest unit that is whole. */
    static String text(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1_000 != 0 || millis == 0) {
            return millis + " ms";
        }
        long seconds = duration.toSeconds();
        if (seconds % 60 != 0) {
            return seconds + " s";
        }
        return seconds % 3_600 != 0 ? seconds / 60 + " min" : seconds / 3_600 + " h";
    }
}
