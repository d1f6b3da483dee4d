package io.agencyswarm.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.error.Problem;
import io.agencyswarm.item.Item;
import io.agencyswarm.item.Origin;
import io.agencyswarm.tool.ToolArguments;
import io.agencyswarm.tool.ToolResult;
import java.util.List;
import java.util.Optional;

/** Delegation: one agent asks another and goes on with its answer. */
final class SendMessage {

    private static final String INSTRUCTIONS = "additional_instructions";

    private final AgentLoop caller;
    private final RunContext run;

    SendMessage(AgentLoop caller) {
        this.caller = caller;
        this.run = caller.run();
    }

    /** Runs the other agent on the calling thread. What it fails with is told to the caller's model where that can help. */
    ToolResult result(Item.FunctionCall call) throws InterruptedException {
        String recipient;
        String message;
        String instructions;
        try {
            ObjectNode arguments = ToolArguments.parse(call.arguments());
            recipient = text(arguments, "recipient_agent");
            message = text(arguments, "message");
            instructions = arguments.hasNonNull(INSTRUCTIONS) ? text(arguments, INSTRUCTIONS) : "";
        } catch (InvalidRequestException misfit) {
            return ToolResult.Failure.of(misfit);
        }
        List<Agent> recipients = run.agency().recipients(caller.agent());
        Optional<Agent> agent = recipients.stream()
                .filter(known -> known.name().equals(recipient))
                .findFirst();
        if (agent.isEmpty()) {
            return ToolResult.Failure.of("There is no agent \"" + recipient + "\" that "
                    + caller.agent().name() + " can ask. Agents that can be asked: "
                    + recipients.stream().map(Agent::name).toList() + ".");
        }
        if (caller.depth() >= run.limits().delegationDepth()) {
            return ToolResult.Failure.of(
                    "An error occurred: agent " + caller.agent().name() + " is already "
                            + caller.depth() + " levels deep and may not ask " + recipient
                            + " (agency-swarm.limits.delegation-depth). Answer without it.");
        }
        return delegate(call, agent.get(), message, instructions);
    }

    private ToolResult delegate(Item.FunctionCall call, Agent agent, String message, String instructions)
            throws InterruptedException {
        String name = agent.name();
        String callerName = caller.agent().name();
        Origin origin = run.origin(name, callerName, call.callId());
        Transcript transcript = caller.transcript().delegate(call);
        AgentLoop loop = new AgentLoop(
                run, agent, origin, transcript, caller.depth() + 1, instructions, run.conversation(name, callerName));
        try {
            String answer = loop.answer(List.of(Item.userMessage(message)));
            return new ToolResult.Value(TextNode.valueOf(answer));
        } catch (AgencyException failure) {
            return switch (failure.code()) {
                // A tool that may fail the run does so from any depth; a spent run can't go on; a wrong set-up stays
                // wrong.
                case TOOL_FAILED, REQUEST_LIMIT, CONFIGURATION, INTERNAL -> throw failure;
                case INVALID_REQUEST,
                        NOT_FOUND,
                        MODEL_REFUSED,
                        MODEL_UNREACHABLE,
                        MODEL_FAILED,
                        MODEL_TIMEOUT,
                        TURN_LIMIT ->
                    ToolResult.Failure.of(
                            "An error occurred: agent " + name + " could not answer. " + failure.getMessage());
            };
        } finally {
            run.remember(name, callerName, transcript.own());
        }
    }

    private static String text(ObjectNode arguments, String field) {
        JsonNode value = arguments.get(field);
        if (value == null || value.isNull()) {
            throw new InvalidRequestException(List.of(Problem.missing(field)));
        }
        if (!value.isTextual()) {
            throw new InvalidRequestException(
                    List.of(new Problem(List.of(field), "Input should be a valid string", "string_type")));
        }
        return value.textValue();
    }
}
