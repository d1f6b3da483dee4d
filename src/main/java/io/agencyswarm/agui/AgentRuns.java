package io.agencyswarm.agui;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.item.Origin;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The runs of agents that are under way within a run: who asked whom, who hands over to whom, who is done. */
final class AgentRuns {

    private final RunOutput out;

    /** By {@link Origin#agentRunId()}, in the order in which they began. */
    private final Map<String, AgentRun> active = new LinkedHashMap<>();

    private final Map<Handover, AgentRun> leaving = new LinkedHashMap<>();

    /** The runs with calls that wait for their results, by the calls' ids. */
    private final Map<String, Set<AgentRun>> callers = new HashMap<>();

    /** The runs that a call of another one caused. */
    private final Map<GrowingCall, AgentRun> byCause = new HashMap<>();

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
        for (AgentRun caller : callers.getOrDefault(parentRunId, Set.of())) {
            for (GrowingCall cause : caller.waiting(parentRunId)) {
                if (caller.origin().agent().equals(origin.callerAgent()) && !byCause.containsKey(cause)) {
                    return add(new AgentRun(out, origin, caller, cause));
                }
            }
        }
        return new AgentRun(out, origin, null, null);
    }

    private AgentRun add(AgentRun run) {
        if (run.caller() != null && run.cause() != null) {
            run.caller().asked().add(run);
            byCause.put(run.cause(), run);
        }
        return run;
    }

    private void remove(AgentRun run) {
        active.remove(run.origin().agentRunId());
        run.waitingIds().forEach(callId -> forget(run, callId));
        if (run.caller() != null && run.cause() != null) {
            run.caller().asked().remove(run);
            byCause.remove(run.cause());
        }
    }

    /** An agent's call is whole. */
    void called(Origin origin, Item.FunctionCall call, String modelCallId) {
        AgentRun caller = run(origin);
        caller.called(call, modelCallId);
        callers.computeIfAbsent(call.callId(), none -> new LinkedHashSet<>()).add(caller);
    }

    /** A call has its result, so the agent that it asked, if it asked one, is done. */
    void returned(Origin origin, Item.FunctionCallOutput output, JsonNode value) {
        AgentRun caller = run(origin);
        @Nullable AgentRun asked = asked(caller, output.callId());
        GrowingCall call = asked == null ? first(caller.waiting(output.callId())) : asked.cause();
        if (asked != null) {
            end(asked, value);
        }
        if (call != null) {
            returned(caller, call, output);
        }
    }

    private void returned(AgentRun caller, GrowingCall call, Item.FunctionCallOutput output) {
        caller.returned(call, output);
        if (caller.waiting(output.callId()).isEmpty()) {
            forget(caller, output.callId());
        }
    }

    private void forget(AgentRun caller, String callId) {
        Set<AgentRun> others = callers.get(callId);
        if (others != null && others.remove(caller) && others.isEmpty()) {
            callers.remove(callId);
        }
    }

    /** The agent that a call asked; of several under one id, one that has answered. */
    private @Nullable AgentRun asked(AgentRun caller, String callId) {
        List<AgentRun> asked = caller.waiting(callId).stream()
                .map(byCause::get)
                .filter(Objects::nonNull)
                .toList();
        return asked.stream().filter(run -> run.stream().answered()).findFirst().orElse(first(asked));
    }

    private static <T> @Nullable T first(List<T> some) {
        return some.isEmpty() ? null : some.getFirst();
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
        remove(run);
    }

    private void endAskedBy(AgentRun caller, String why) {
        for (AgentRun run : List.copyOf(caller.asked())) {
            endAskedBy(run, why);
            run.fail(why);
            remove(run);
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
        GrowingCall call = first(former.waiting(output.callId()));
        if (call != null) {
            returned(former, call, output);
        }
        former.finish(null);
        remove(former);
        active.put(successor.agentRunId(), add(new AgentRun(out, successor, former.caller(), former.cause())));
    }

    /** The run is over: what is still open ends, what began last first. */
    void endAll(String why) {
        for (AgentRun run : List.copyOf(active.values()).reversed()) {
            run.fail(why);
        }
        active.clear();
    }
}
