package io.agencyswarm.run.loop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.agency.SendTool;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.error.Problem;
import io.agencyswarm.item.Item;
import io.agencyswarm.observe.Step;
import io.agencyswarm.run.AgentRun;
import io.agencyswarm.tool.ToolArguments;
import io.agencyswarm.tool.ToolResult;
import java.util.List;
import java.util.Optional;

/** Delegation: asks another agent on behalf of an agent, and returns its answer. */
final class SendMessage {

    private final RunContext context;
    private final AgentRun parent;
    private final SendTool tool;

    /**
     * Creates an object for one call.
     *
     * @param tool the called function
     */
    SendMessage(RunContext context, AgentRun parent, SendTool tool) {
        this.context = context;
        this.parent = parent;
        this.tool = tool;
    }

    /**
     * Runs the other agent on the calling thread. A failure from which the asking model can continue is returned to
     * it.
     */
    ToolResult execute(Item.FunctionCall call) throws InterruptedException {
        String recipient;
        String message;
        String instructions;
        try {
            ObjectNode arguments = ToolArguments.parse(call.arguments());
            Optional<ToolResult> invalid = invalidFurtherArguments(arguments);
            if (invalid.isPresent()) {
                return invalid.get();
            }
            recipient = text(arguments, SendTool.RECIPIENT);
            message = text(arguments, SendTool.MESSAGE);
            instructions = arguments.hasNonNull(SendTool.INSTRUCTIONS) ? text(arguments, SendTool.INSTRUCTIONS) : "";
        } catch (InvalidRequestException e) {
            return ToolResult.Failure.of(e);
        }
        List<Agent> recipients = context.agency().recipients(parent.agent(), tool);
        Optional<Agent> agent = find(recipients, recipient);
        if (agent.isEmpty()) {
            return ToolResult.Failure.of("There is no agent \"" + recipient + "\" that "
                    + parent.name() + " can ask. Agents that can be asked: "
                    + recipients.stream().map(Agent::name).toList() + ".");
        }
        if (parent.depth() >= context.limits().delegationDepth()) {
            return ToolResult.Failure.of("An error occurred: agent " + parent.name() + " is already " + parent.depth()
                    + " levels deep and may not ask " + recipient
                    + " (agency-swarm.limits.delegation-depth). Answer without it.");
        }
        Step delegation = new Step.DelegatedRun(parent.name(), agent.get().name(), call.callId());
        try (ObservedStep step = ObservedStep.begin(parent.span(), delegation, context.cancellation())) {
            AgentRun agentRun = parent.delegateTo(agent.get(), call, step.span());
            Item.Message userMessage = Item.userMessage(message);
            agentRun.transcript().add(userMessage, agentRun.origin());
            ToolResult answer = delegate(new AgentLoop(context, agentRun, instructions), userMessage, step);
            step.succeed();
            return answer;
        }
    }

    /** Returns the error for the model if the further arguments are not valid; the first words are the original's. */
    private Optional<ToolResult> invalidFurtherArguments(ObjectNode arguments) {
        if (tool.arguments() == null) {
            return Optional.empty();
        }
        try {
            ToolArguments.check(tool.arguments(), arguments);
            return Optional.empty();
        } catch (InvalidRequestException e) {
            return Optional.of(ToolResult.Failure.of(
                    "Error: Invalid extra parameters for tool " + tool.name() + ". Details: " + e.getMessage()));
        }
    }

    private ToolResult delegate(AgentLoop loop, Item.Message message, ObservedStep step) throws InterruptedException {
        AgentRun agentRun = loop.agentRun();
        try {
            return new ToolResult.Value(loop.answerTo(message));
        } catch (AgencyException e) {
            step.fail(e);
            if (endsRun(e)) {
                throw e;
            }
            return ToolResult.Failure.of(
                    "An error occurred: agent " + agentRun.name() + " could not answer. " + e.getMessage());
        } finally {
            context.conversations().remember(agentRun);
        }
    }

    /**
     * Returns whether an agent's failure ends the complete run, whichever agent asked it. A tool that may fail the run
     * does so from any depth; a run that has used up its limits, or is configured wrongly, can't continue.
     */
    static boolean endsRun(AgencyException failure) {
        return switch (failure.code()) {
            case TOOL_FAILED,
                    INTERCEPTED,
                    REQUEST_LIMIT,
                    RUN_TOO_LARGE,
                    RUN_TIMEOUT,
                    CONFIGURATION,
                    THREAD_STORE,
                    CANCELLED,
                    FORBIDDEN,
                    CONFLICT,
                    TOO_MANY,
                    TOO_LARGE,
                    GONE,
                    NOT_SUPPORTED,
                    STORE_UNAVAILABLE,
                    DRAINING,
                    SHUTTING_DOWN,
                    INTERNAL -> true;
            case INVALID_REQUEST,
                    NOT_FOUND,
                    ATTACHMENT,
                    GUARDRAIL,
                    MODEL_REFUSED,
                    MODEL_UNREACHABLE,
                    MODEL_FAILED,
                    MODEL_TIMEOUT,
                    TURN_LIMIT -> false;
        };
    }

    /** Returns the agent with this name, otherwise the one whose name differs only in upper and lower case. */
    private static Optional<Agent> find(List<Agent> recipients, String name) {
        return recipients.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .or(() -> recipients.stream()
                        .filter(candidate -> candidate.name().equalsIgnoreCase(name))
                        .findFirst());
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
