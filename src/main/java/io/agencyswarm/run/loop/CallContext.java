package io.agencyswarm.run.loop;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.run.RunEvent;
import io.agencyswarm.run.call.ToolExecutor;
import io.agencyswarm.tool.ToolContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The part of the run that a tool can access, for one call. */
final class CallContext implements ToolContext {

    private final AgentContext context;
    private final Item.FunctionCall call;
    private volatile boolean ended;

    CallContext(AgentContext context, Item.FunctionCall call) {
        this.context = context;
        this.call = call;
    }

    @Override
    public Map<String, Object> userContext() {
        return context.run().userContext();
    }

    @Override
    public String agent() {
        return context.name();
    }

    @Override
    public String callId() {
        return call.callId();
    }

    @Override
    public boolean isCancelled() {
        return context.run().cancellation().mustStop();
    }

    @Override
    public void progress(@Nullable Object value) {
        try {
            JsonNode json = ToolExecutor.progressJson(value);
            context.run().events().emitIf(() -> !ended, new RunEvent.ToolProgress(context.agentRun(), call, json));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String ask(String agent, String message) throws InterruptedException {
        if (ended) {
            throw new IllegalStateException("the call has ended, so nobody waits for an answer");
        }
        return context.run().toolExecutor().releasingPermit(() -> HiddenDelegation.ask(context, agent, message));
    }

    /** Marks the call as ended for the run, even if its tool still works. */
    void end() {
        ended = true;
    }
}
