package io.agencyswarm.run.loop;

import io.agencyswarm.item.Item;
import io.agencyswarm.run.AgentRun;
import io.agencyswarm.run.RunEvent;
import io.agencyswarm.run.call.ToolExecutor;
import io.agencyswarm.tool.ToolContext;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The part of the run that a tool can access, for one call. */
final class CallContext implements ToolContext {

    private final RunContext context;
    private final AgentRun agentRun;
    private final Item.FunctionCall call;
    private volatile boolean ended;

    CallContext(RunContext context, AgentRun agentRun, Item.FunctionCall call) {
        this.context = context;
        this.agentRun = agentRun;
        this.call = call;
    }

    @Override
    public Map<String, Object> userContext() {
        return context.userContext();
    }

    @Override
    public String agent() {
        return agentRun.name();
    }

    @Override
    public String callId() {
        return call.callId();
    }

    @Override
    public BooleanSupplier cancelled() {
        return context.cancellation()::mustStop;
    }

    @Override
    public void progress(@Nullable Object value) {
        try {
            context.events()
                    .emit(new RunEvent.ToolProgress(agentRun, call, ToolExecutor.progressJson(value)), () -> !ended);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String ask(String agent, String message) throws InterruptedException {
        if (ended) {
            throw new IllegalStateException("the call has ended, so nobody waits for an answer");
        }
        return context.toolExecutor().releasingPermit(() -> HiddenRun.ask(context, agentRun, agent, message));
    }

    /** Marks the call as ended for the run, even if its tool still works. */
    void end() {
        ended = true;
    }
}
