package io.agencyswarm.agui;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.json.Json;
import io.agencyswarm.run.RunResult;
import io.agencyswarm.usage.TokenUsage;
import io.agencyswarm.usage.UsageTotals;
import java.util.List;

/** The end of a run in AG-UI: a single event, which is the last. */
sealed interface RunEnd {

    /** Returns the usage of all answered model requests. */
    UsageTotals usage();

    /** Returns the reason why agents without an answer ended. */
    String reason();

    /** Returns the ids of the calls that the client has to answer. */
    default List<String> pending() {
        return List.of();
    }

    /** Returns the last event. */
    ObjectNode event(RunInput.ClientIds ids);

    /** The run completed with an answer or with a call that the client has to run. */
    record Success(UsageTotals usage, List<String> pending) implements RunEnd {

        @Override
        public String reason() {
            return "The run has ended.";
        }

        @Override
        public ObjectNode event(RunInput.ClientIds ids) {
            ObjectNode finished = finished(ids, usage);
            ObjectNode outcome = finished.putObject("outcome").put("type", "success");
            if (!pending.isEmpty()) {
                pending.forEach(outcome.putArray("pendingToolCallIds")::add);
            }
            return finished;
        }
    }

    /** The run was cancelled. */
    record Cancelled(UsageTotals usage) implements RunEnd {

        @Override
        public String reason() {
            return "The run was cancelled.";
        }

        @Override
        public ObjectNode event(RunInput.ClientIds ids) {
            ObjectNode finished = finished(ids, usage);
            finished.putObject("outcome").put("type", "cancelled");
            return finished;
        }
    }

    /** The run failed. */
    record RunError(UsageTotals usage, AgencyException failure) implements RunEnd {

        @Override
        public String reason() {
            return failure.getMessage();
        }

        @Override
        public ObjectNode event(RunInput.ClientIds ids) {
            ObjectNode error = FrameCollector.event("RUN_ERROR");
            error.put("message", failure.getMessage())
                    .put("code", failure.code().name());
            return error.set("usage", tokens(usage));
        }
    }

    /**
     * Returns the end of a run.
     *
     * @param unanswered the calls without results of the agents that talk to the user
     */
    static RunEnd of(RunResult result, List<String> unanswered) {
        if (result.failure() != null) {
            return new RunError(result.usage(), result.failure());
        }
        return result.cancelled() ? new Cancelled(result.usage()) : new Success(result.usage(), unanswered);
    }

    private static ObjectNode finished(RunInput.ClientIds ids, UsageTotals usage) {
        ObjectNode finished = FrameCollector.event("RUN_FINISHED");
        finished.put("threadId", ids.threadId()).put("runId", ids.runId());
        return finished.set("usage", tokens(usage));
    }

    /** Returns one entry for all models, because a run's totals do not distinguish them; none if no model was asked. */
    private static ArrayNode tokens(UsageTotals usage) {
        ArrayNode entries = Json.object().arrayNode();
        if (usage.requestCount() > 0) {
            TokenUsage tokens = usage.tokens();
            ObjectNode entry = entries.addObject();
            entry.put("inputTokens", count(tokens.inputTokens()));
            entry.put("outputTokens", count(tokens.outputTokens()));
            entry.put("totalTokens", count(tokens.inputTokens() + tokens.outputTokens()));
            entry.put("cachedInputTokens", count(tokens.cachedTokens()));
            entry.put("cacheWriteInputTokens", count(tokens.cacheWriteTokens()));
            if (tokens.reasoningTokens() != null) {
                entry.put("reasoningTokens", count(tokens.reasoningTokens()));
            }
        }
        return entries;
    }

    /**
     * Limits a count to what clients can parse: a wrong figure of a model must not make the complete answer unreadable.
     */
    private static long count(long tokens) {
        return Math.clamp(tokens, 0, (1L << 53) - 1);
    }
}
