package io.agencyswarm.run.loop;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.item.Conversation;
import io.agencyswarm.item.Item;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.ModelTools;
import io.agencyswarm.model.OutputSchema;
import io.agencyswarm.run.UserMessage;
import io.agencyswarm.run.turn.Instructions;
import io.agencyswarm.run.turn.Reminders;
import io.agencyswarm.tool.ToolSpec;
import io.agencyswarm.tool.hosted.HostedTool;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Creates the model requests of one loop. Earlier turns of the loop decide which reminders are due, and whether a tool
 * is still forced. Confined to the loop's thread.
 */
final class TurnRequests {

    private final String additionalInstructions;
    private final Reminders reminders = new Reminders();

    /** Names of the agents that have called a tool. */
    private final Set<String> agentsWithCalls = new HashSet<>();

    private List<String> codeFiles = List.of();

    /**
     * Creates the requests of a loop, none yet.
     *
     * @param additionalInstructions may be empty
     */
    TurnRequests(String additionalInstructions) {
        this.additionalInstructions = additionalInstructions;
    }

    /** Called with the message that the loop answers. */
    void onMessage(AgentContext context, UserMessage.PreparedMessage message) {
        codeFiles = message.codeFiles();
        if (context.talksToUser() && message.checked().stream().anyMatch(Item::isOfUser)) {
            reminders.onUserMessage(context.agent());
        }
    }

    /** Called with the output of the model, after each request. */
    void onOutput(AgentContext context, List<Item> output) {
        long hostedCalls =
                output.stream().filter(Item.HostedCall.class::isInstance).count();
        countCalls(context, hostedCalls);
        if (hostedCalls > 0 || output.stream().anyMatch(Item.FunctionCall.class::isInstance)) {
            agentsWithCalls.add(context.name());
        }
    }

    /** Called with the number of an agent's calls that run here, and of those that its model's provider has run. */
    void countCalls(AgentContext context, long count) {
        reminders.countCalls(context.agent(), count);
    }

    /** Returns the tools that the agent's model may call in the next turn. May wait for MCP servers. */
    TurnTools tools(AgentContext context) throws InterruptedException {
        boolean supportsHosted = context.run().models().supportsHostedTools(context.model());
        List<HostedTool> hosted = supportsHosted ? context.run().agency().hostedTools(context.agent()) : List.of();
        return TurnTools.of(context, hosted, codeFiles);
    }

    /**
     * Creates the request of the next turn.
     *
     * @param conversation the items so far
     */
    ModelRequest create(AgentContext context, TurnTools tools, List<Item> conversation) {
        Agency agency = context.run().agency();
        Agent agent = context.agent();
        // All or none are left out.
        List<HostedTool> leftOut = tools.forModel().hosted().isEmpty() ? agency.hostedTools(agent) : List.of();
        ModelRequest request = new ModelRequest(
                agent.name(),
                context.model(),
                Instructions.of(agency, agent, context.run().userContext(), additionalInstructions, leftOut),
                Conversation.wellFormed(
                        reminders.addTo(conversation, agent, context.run().userContext()), Function.identity()),
                tools.forModel(),
                context.settings(),
                agent.outputType()
                        .map(type -> new OutputSchema(type.name(), type.strictSchema()))
                        .orElse(null),
                context.run().options().clientConfig());
        // Also after handoffs that led away from the agent and back to it.
        return agentsWithCalls.contains(agent.name()) || forcesWhatIsNotOffered(context, tools.forModel(), leftOut)
                ? request.withoutForcedTool()
                : request;
    }

    /**
     * Returns whether the settings force a tool that the model is not offered, a request that its provider would
     * refuse.
     */
    private static boolean forcesWhatIsNotOffered(AgentContext context, ModelTools offered, List<HostedTool> leftOut) {
        if (offered.equals(ModelTools.NONE)) {
            return true;
        }
        String choice = context.agent().settings().toolChoice();
        if (choice == null) {
            return false;
        }
        List<String> names = offered.functions().stream().map(ToolSpec::name).toList();
        return leftOut.stream().anyMatch(tool -> tool.name().equals(choice))
                || context.run().agency().tools(context.agent()).stream()
                        .map(tool -> tool.spec().name())
                        .anyMatch(name -> name.equals(choice) && !names.contains(name));
    }
}
