package io.agencyswarm.agui;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.item.Json;
import io.agencyswarm.run.RunResult;
import io.agencyswarm.usage.TokenUsage;
import io.agencyswarm.usage.UsageTotals;
import java.util.List;

/** How a run ended, as AG-UI has it: by one event, which is the last. */
sealed interface RunEnd {

    /** All model requests that were answered. */
    UsageTotals usage();

    /** What ended the agents that had not come to an answer. */
    String reason();

    /** The calls that the client is to answer. */
    default List<String> pending() {
        return List.of();
    }

    /** The last event. */
    ObjectNode event(RunInput.ClientIds ids);

    /** The run came to its end, where that is an answer or a call that the client is to run. */
    record Success(UsageTotals usage, List<String> pending) implements RunEnd {

        @Override
        public String reason() {
            return "The run is over.";
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

    /** The run was stopped. */
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
            ObjectNode error = FrameCollector.event("RUN_ERROR", null);
            error.put("message", failure.getMessage())
                    .put("code", failure.code().name());
            return error.set("usage", tokens(usage));
        }
    }

    /**
     * How a run ended.
     *
     * @param unanswered the calls of the agents that talk to the user which have no result
     */
    static RunEnd of(RunResult result, List<String> unanswered) {
        return result.failure()
                .<RunEnd>map(failure -> new RunError(result.usage(), failure))
                .orElseGet(() ->
                        result.cancelled() ? new Cancelled(result.usage()) : new Success(result.usage(), unanswered));
    }

    private static ObjectNode finished(RunInput.ClientIds ids, UsageTotals usage) {
        ObjectNode finished = FrameCollector.event("RUN_FINISHED", null);
        finished.put("threadId", ids.threadId()).put("runId", ids.runId());
        return finished.set("usage", tokens(usage));
    }

    /** One entry for all models, because a run's totals do not tell them apart; none where no model was asked. */
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

    /** Within what clients take: a model's odd figure must not cost the whole answer. */
    private static long count(long tokens) {
        return Math.clamp(tokens, 0, (1L << 53) - 1);
    }
}
