package io.agencyswarm.agui;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.item.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The runs of agents that are under way within a run: who asked whom, who hands over to whom, who is done. */
final class AgentRuns {

    private final RunOutput out;

    /** By {@link Origin#agentRunId()}, in the order in which they began. */
    private final Map<String, AgentRun> active = new LinkedHashMap<>();

    private final Map<Handover, AgentRun> leaving = new LinkedHashMap<>();

    /** What both ends of a handover know of it. */
    private record Handover(
            String from, String callId, @Nullable String parentRunId) {}

    AgentRuns(RunOutput out) {
        this.out = out;
    }

    /** An agent takes over, or a delegated run begins. */
    void begin(Origin origin) {
        run(origin).begin();
    }

    /** The run of an origin; the first event of a run makes it known. */
    AgentRun run(Origin origin) {
        return active.computeIfAbsent(origin.agentRunId(), unknown -> newRun(origin));
    }

    private AgentRun newRun(Origin origin) {
        String parentRunId = origin.parentRunId();
        if (origin.callerAgent() == null || parentRunId == null) {
            return new AgentRun(out, origin, null, null);
        }
        List<GrowingCall> causes = new ArrayList<>();
        active.values().forEach(run -> {
            if (run.cause() != null) {
                causes.add(run.cause());
            }
        });
        for (AgentRun caller : active.values()) {
            GrowingCall cause =
                    caller.origin().agent().equals(origin.callerAgent()) ? caller.waiting(parentRunId, causes) : null;
            if (cause != null) {
                return new AgentRun(out, origin, caller, cause);
            }
        }
        return new AgentRun(out, origin, null, null);
    }

    /** A call has its result, so the agent that it asked, if it asked one, is done. */
    void returned(Origin origin, Item.FunctionCallOutput output, JsonNode value) {
        AgentRun caller = run(origin);
        @Nullable AgentRun asked = asked(caller, output.callId());
        GrowingCall call = asked == null ? caller.waiting(output.callId(), List.of()) : asked.cause();
        if (asked != null) {
            end(asked, value);
        }
        if (call != null) {
            caller.returned(call, output);
        }
    }

    /** The agent that a call asked; of several under one id, one that has answered. */
    private @Nullable AgentRun asked(AgentRun caller, String callId) {
        List<AgentRun> asked = active.values().stream()
                .filter(run ->
                        run.caller() == caller && callId.equals(run.origin().parentRunId()))
                .toList();
        return asked.stream()
                .filter(run -> run.stream().answered())
                .findFirst()
                .orElse(asked.isEmpty() ? null : asked.getFirst());
    }

    private void end(AgentRun run, JsonNode value) {
        if (run.stream().answered()) {
            endAskedBy(run, "The agent that asked has answered.");
            run.finish(value);
        } else {
            String why = value.isTextual() ? value.textValue() : value.toString();
            endAskedBy(run, why);
            run.fail(why);
        }
        active.remove(run.origin().agentRunId());
    }

    private void endAskedBy(AgentRun caller, String why) {
        for (AgentRun run : List.copyOf(active.values())) {
            if (run.caller() == caller) {
                endAskedBy(run, why);
                run.fail(why);
                active.remove(run.origin().agentRunId());
            }
        }
    }

    /** An agent is about to hand over by a call. */
    void leave(Origin origin, Item.FunctionCall call) {
        leaving.put(new Handover(origin.agent(), call.callId(), origin.parentRunId()), run(origin));
    }

    /** Another agent has the conversation; it begins with an event of its own. */
    void handOver(Origin successor, Item.FunctionCallOutput output, String from) {
        AgentRun former = leaving.remove(new Handover(from, output.callId(), successor.parentRunId()));
        if (former == null) {
            return;
        }
        GrowingCall call = former.waiting(output.callId(), List.of());
        if (call != null) {
            former.returned(call, output);
        }
        former.finish(null);
        active.remove(former.origin().agentRunId());
        active.put(successor.agentRunId(), new AgentRun(out, successor, former.caller(), former.cause()));
    }

    /** The run is over: what is still open ends, what began last first. */
    void endAll(String why) {
        for (AgentRun run : List.copyOf(active.values()).reversed()) {
            run.fail(why);
        }
        active.clear();
    }
}
