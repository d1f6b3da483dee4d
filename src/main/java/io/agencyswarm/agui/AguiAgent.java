package io.agencyswarm.agui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.run.AgentRun;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** One agent at work within a run: a step, and where another agent asked for it, a subagent. */
final class AguiAgent {

    private final RunOutput out;
    private final AgentRun node;
    private final @Nullable AguiAgent caller;
    private final @Nullable StreamedCall cause;
    private final AgentStream stream;

    /** The agents that this one asked, by its calls, and that have not ended, in the order in which they began. */
    private final SequencedMap<StreamedCall, AguiAgent> asked = new LinkedHashMap<>();

    /** The calls without their results. Models may use an id for several calls, so they are told apart by identity. */
    private final IdentityHashMap<Item.FunctionCall, StreamedCall> waiting = new IdentityHashMap<>();

    /**
     * An agent that has not begun.
     *
     * @param caller null where the user asked
     * @param cause the caller's call that asked for it
     */
    AguiAgent(RunOutput out, AgentRun node, @Nullable AguiAgent caller, @Nullable StreamedCall cause) {
        this.out = out;
        this.node = node;
        this.caller = caller;
        this.cause = cause;
        this.stream = new AgentStream(out, node.name(), subagent());
    }

    AgentRun node() {
        return node;
    }

    @Nullable
    AguiAgent caller() {
        return caller;
    }

    @Nullable
    StreamedCall cause() {
        return cause;
    }

    /** What the agent says and calls. */
    AgentStream stream() {
        return stream;
    }

    /** The agent begins. */
    void begin() {
        if (isSubagent()) {
            ObjectNode started =
                    FrameCollector.event("SUBAGENT_STARTED", subagent()).put("name", node.name());
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
        waiting.put(call, stream.called(call, modelCallId));
    }

    /** A call that waits for its result, null where it does not. */
    @Nullable
    StreamedCall waiting(Item.FunctionCall call) {
        return waiting.get(call);
    }

    /** The tool of a call tells how far it is. */
    void tellProgress(Item.FunctionCall call, JsonNode value) {
        StreamedCall grown = waiting(call);
        if (grown != null) {
            ObjectNode told = FrameCollector.event("CUSTOM", subagent()).put("name", "tool_progress");
            told.putObject("value").put("toolCallId", grown.id()).set("value", value);
            out.frames().add(told);
        }
    }

    /** A call of the agent has its result. */
    void returned(Item.FunctionCall call, Item.FunctionCallOutput output) {
        StreamedCall grown = waiting.remove(call);
        if (grown != null) {
            stream.returned(grown, output);
        }
    }

    /** The agents that this one asked, by its calls, and that have not ended, in the order in which they began. */
    SequencedMap<StreamedCall, AguiAgent> asked() {
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
            ObjectNode finished = FrameCollector.event("SUBAGENT_FINISHED", subagent());
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
            out.frames().add(FrameCollector.event("SUBAGENT_ERROR", subagent()).put("message", message));
        }
    }

    private void stop() {
        stream.endTurn();
        out.frames().add(step("STEP_FINISHED"));
    }

    private ObjectNode step(String type) {
        return FrameCollector.event(type, subagent()).put("stepName", node.name());
    }

    private boolean isSubagent() {
        return node.parent() != null;
    }

    /** An id of one invocation, as the protocol wants it; null for an agent that talks to the user. */
    private @Nullable String subagent() {
        return isSubagent() ? node.id() : null;
    }
}
