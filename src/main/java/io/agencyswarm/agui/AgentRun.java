package io.agencyswarm.agui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.item.Origin;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The run of one agent within a run: a step, and where another agent asked for it, a subagent. Knows who asked, by
 * which call, and which of its own calls wait for their results.
 */
final class AgentRun {

    private static final SequencedSet<GrowingCall> NONE = new LinkedHashSet<>();

    private final RunOutput out;
    private final Origin origin;
    private final @Nullable AgentRun caller;
    private final @Nullable GrowingCall cause;
    private final AgentStream stream;

    /** The runs that this one asked for and that have not ended. */
    private final SequencedSet<AgentRun> asked = new LinkedHashSet<>();

    /** The calls without their results, by their ids; models may use an id for calls of several turns. */
    private final Map<String, SequencedSet<GrowingCall>> waiting = new HashMap<>();

    /**
     * A run that has not begun.
     *
     * @param caller null where the user asked
     * @param cause the caller's call that asked for it
     */
    AgentRun(RunOutput out, Origin origin, @Nullable AgentRun caller, @Nullable GrowingCall cause) {
        this.out = out;
        this.origin = origin;
        this.caller = caller;
        this.cause = cause;
        this.stream = new AgentStream(out, origin, subagent());
    }

    Origin origin() {
        return origin;
    }

    @Nullable
    AgentRun caller() {
        return caller;
    }

    @Nullable
    GrowingCall cause() {
        return cause;
    }

    /** What the agent says and calls. */
    AgentStream stream() {
        return stream;
    }

    /** The agent begins. */
    void begin() {
        if (isSubagent()) {
            ObjectNode started = Frames.event("SUBAGENT_STARTED", subagent()).put("name", origin.agent());
            if (cause != null) {
                started.put("parentToolCallId", cause.id()).put("parentMessageId", cause.parentMessageId());
            }
            if (caller != null && caller.isSubagent()) {
                started.put("parentSubagentRunId", caller.subagent());
            }
            out.frames().add(started);
        }
        out.frames().add(step("STEP_STARTED"));
    }

    /** The agent's call is whole. */
    void called(Item.FunctionCall call, String modelCallId) {
        waiting.computeIfAbsent(call.callId(), none -> new LinkedHashSet<>()).add(stream.called(call, modelCallId));
    }

    /** The calls of that id that wait for their results, in their order; mostly one. */
    List<GrowingCall> waiting(String callId) {
        return List.copyOf(waiting.getOrDefault(callId, NONE));
    }

    /** The ids of the calls that wait for their results. */
    Set<String> waitingIds() {
        return waiting.keySet();
    }

    /** A call of the agent has its result. */
    void returned(GrowingCall call, Item.FunctionCallOutput output) {
        SequencedSet<GrowingCall> calls = waiting.get(output.callId());
        if (calls != null && calls.remove(call) && calls.isEmpty()) {
            waiting.remove(output.callId());
        }
        stream.returned(call, output);
    }

    /** The runs that this one asked for and that have not ended, in the order in which they began. */
    SequencedSet<AgentRun> asked() {
        return asked;
    }

    /**
     * The agent has answered, or handed over.
     *
     * @param result what the caller gets
     */
    void finish(@Nullable JsonNode result) {
        stop();
        if (isSubagent()) {
            ObjectNode finished = Frames.event("SUBAGENT_FINISHED", subagent());
            if (result != null && !result.isNull()) {
                finished.set("result", result);
            }
            finished.putObject("outcome").put("type", "success");
            out.frames().add(finished);
        }
    }

    /** The agent did not come to an answer. */
    void fail(String message) {
        stop();
        if (isSubagent()) {
            out.frames().add(Frames.event("SUBAGENT_ERROR", subagent()).put("message", message));
        }
    }

    private void stop() {
        stream.endTurn();
        out.frames().add(step("STEP_FINISHED"));
    }

    private ObjectNode step(String type) {
        return Frames.event(type, subagent()).put("stepName", origin.agent());
    }

    private boolean isSubagent() {
        return origin.callerAgent() != null;
    }

    /** An id of one invocation, as the protocol wants it; null for an agent that talks to the user. */
    private @Nullable String subagent() {
        return isSubagent() ? origin.agentRunId() : null;
    }
}
