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
import io.agencyswarm.tool.ToolArguments;
import io.agencyswarm.tool.ToolResult;
import java.util.List;
import java.util.Optional;

/** A call with which an agent asks another one. Clients are shown it. */
final class Delegation {

    private final AgentContext context;
    private final SendTool tool;

    /**
     * @param context that of the agent that asks
     * @param tool the called function
     */
    Delegation(AgentContext context, SendTool tool) {
        this.context = context;
        this.tool = tool;
    }

    /**
     * The arguments of the call.
     *
     * @param recipient the name of the agent that is asked
     * @param instructions added to the agent's own; may be empty
     */
    private record Message(String recipient, String text, String instructions) {

        private static Message read(ObjectNode arguments) {
            return new Message(
                    required(arguments, SendTool.RECIPIENT),
                    required(arguments, SendTool.MESSAGE),
                    arguments.hasNonNull(SendTool.INSTRUCTIONS) ? required(arguments, SendTool.INSTRUCTIONS) : "");
        }
    }

    /**
     * Runs the other agent on the calling thread. A failure from which the asking model can continue is returned to
     * it.
     */
    ToolResult execute(Item.FunctionCall call) throws InterruptedException {
        Message message;
        try {
            ObjectNode arguments = ToolArguments.parse(call.arguments());
            Optional<ToolResult> invalid = invalidFurtherArguments(arguments);
            if (invalid.isPresent()) {
                return invalid.get();
            }
            message = Message.read(arguments);
        } catch (InvalidRequestException e) {
            return ToolResult.Failure.of(e);
        }
        List<Agent> recipients = context.run().agency().recipients(context.agent(), tool);
        Optional<Agent> recipient = find(recipients, message.recipient());
        if (recipient.isEmpty()) {
            return ToolResult.Failure.of("There is no agent \"" + message.recipient() + "\" that "
                    + context.name() + " can ask. Agents that can be asked: "
                    + recipients.stream().map(Agent::name).toList() + ".");
        }
        Optional<String> tooDeep = context.depthRefusal(message.recipient());
        if (tooDeep.isPresent()) {
            return ToolResult.Failure.of("An error occurred: " + tooDeep.get() + ". Answer without it.");
        }
        return delegate(call, recipient.get(), message);
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

    private ToolResult delegate(Item.FunctionCall call, Agent recipient, Message message) throws InterruptedException {
        Step delegation = new Step.DelegatedRun(context.name(), recipient.name(), call.callId());
        try (ObservedStep step = context.begin(delegation)) {
            AgentContext child = context.delegateTo(recipient, call, step.span());
            Item.Message userMessage = Item.userMessage(message.text());
            child.record(userMessage, null);
            try {
                JsonNode answer = new AgentLoop(child, message.instructions()).answerTo(userMessage);
                step.succeed();
                return new ToolResult.Value(answer);
            } catch (AgencyException e) {
                step.fail(e);
                if (e.code().endsRun()) {
                    throw e;
                }
                return ToolResult.Failure.of(
                        "An error occurred: agent " + recipient.name() + " could not answer. " + e.getMessage());
            } finally {
                context.run().conversations().remember(child);
            }
        }
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

    private static String required(ObjectNode arguments, String field) {
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
