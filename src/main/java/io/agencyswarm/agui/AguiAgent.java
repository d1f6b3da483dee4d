package io.agencyswarm.agui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.run.AgentRun;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** An active agent of a run: a step, and a subagent if another agent asked it. */
final class AguiAgent {

    private final RunOutput out;
    private final AgentRun agentRun;
    private final @Nullable AguiAgent parent;
    private final @Nullable StreamedCall cause;
    private final Speaker speaker;
    private final AgentStream stream;

    /** The agents that this one asked and that have not ended, by its calls, in the order in which they started. */
    private final SequencedMap<StreamedCall, AguiAgent> delegates = new LinkedHashMap<>();

    /** The calls without results. Models may use an id for several calls, so calls are distinguished by identity. */
    private final IdentityHashMap<Item.FunctionCall, StreamedCall> waiting = new IdentityHashMap<>();

    /**
     * Creates an agent that has sent nothing.
     *
     * @param parent null if the user asked
     * @param cause the call with which the parent asked this agent
     */
    AguiAgent(RunOutput out, AgentRun agentRun, @Nullable AguiAgent parent, @Nullable StreamedCall cause) {
        this.out = out;
        this.agentRun = agentRun;
        this.parent = parent;
        this.cause = cause;
        this.speaker = Speaker.of(agentRun);
        this.stream = new AgentStream(out, speaker);
    }

    AgentRun agentRun() {
        return agentRun;
    }

    @Nullable
    AguiAgent parent() {
        return parent;
    }

    @Nullable
    StreamedCall cause() {
        return cause;
    }

    /** Returns the stream of the agent's messages and calls. */
    AgentStream stream() {
        return stream;
    }

    /** Starts the agent. */
    void begin() {
        if (speaker.isSubagent()) {
            ObjectNode started = speaker.event("SUBAGENT_STARTED").put("name", agentRun.name());
            if (cause != null) {
                started.put("parentToolCallId", cause.id()).put("parentMessageId", cause.parentMessageId());
            }
            if (parent != null && parent.speaker.isSubagent()) {
                started.put("parentSubagentRunId", parent.speaker.subagentRunId());
            }
            out.frames().add(started);
        }
        out.frames().add(step("STEP_STARTED"));
    }

    /** Handles a complete call of the agent. */
    void onToolCall(Item.FunctionCall call, String modelCallId) {
        waiting.put(call, stream.onToolCall(call, modelCallId));
    }

    /** Returns a call that waits for its result, or null if it does not. */
    @Nullable
    StreamedCall openCall(Item.FunctionCall call) {
        return waiting.get(call);
    }

    /** Sends the progress of a call's tool. */
    void emitProgress(Item.FunctionCall call, JsonNode value) {
        StreamedCall streamed = openCall(call);
        if (streamed != null) {
            ObjectNode event = speaker.event("CUSTOM").put("name", "tool_progress");
            event.putObject("value").put("toolCallId", streamed.id()).set("value", value);
            out.frames().add(event);
        }
    }

    /** Handles the result of a call of the agent. */
    void onToolResult(Item.FunctionCall call, Item.FunctionCallOutput output) {
        StreamedCall streamed = waiting.remove(call);
        if (streamed != null) {
            stream.onToolResult(streamed, output);
        }
    }

    /**
     * Returns the agents that this one asked and that have not ended, by its calls, in the order in which they started.
     */
    SequencedMap<StreamedCall, AguiAgent> delegates() {
        return delegates;
    }

    /**
     * Ends an agent that has answered or handed over.
     *
     * @param result the result of the parent's call
     */
    void finish(@Nullable JsonNode result) {
        stop();
        if (speaker.isSubagent()) {
            ObjectNode finished = speaker.event("SUBAGENT_FINISHED");
            if (result != null && !result.isNull()) {
                finished.set("result", result);
            }
            finished.putObject("outcome").put("type", "success");
            out.frames().add(finished);
        }
    }

    /** Ends an agent that has not answered. */
    void fail(String message) {
        stop();
        if (speaker.isSubagent()) {
            out.frames().add(speaker.event("SUBAGENT_ERROR").put("message", message));
        }
    }

    private void stop() {
        stream.endTurn();
        out.frames().add(step("STEP_FINISHED"));
    }

    private ObjectNode step(String type) {
        return speaker.event(type).put("stepName", agentRun.name());
    }
}
