package io.agencyswarm.run.loop;

import io.agencyswarm.agency.Agent;
import io.agencyswarm.agency.FlowTools;
import io.agencyswarm.item.Item;
import io.agencyswarm.model.ModelTools;
import io.agencyswarm.run.call.ToolRules;
import io.agencyswarm.tool.Tool;
import io.agencyswarm.tool.ToolSpec;
import io.agencyswarm.tool.hosted.HostedTool;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tools that an agent's model may call in one turn. Fixed before the turn, so that a call reaches the tool that the
 * model was offered, even if an MCP server changes its tools meanwhile.
 *
 * @param tools the tools that run here or on an MCP server, and that the run's caller may use
 * @param clientTools the tools that the client runs; only the agent that talks to the user may call them
 * @param forModel the tools as the model is offered them
 */
record TurnTools(List<Tool> tools, List<ToolSpec> clientTools, ModelTools forModel) {

    /** No tools, for a turn without a model request. */
    static final TurnTools NONE = new TurnTools(List.of(), List.of(), ModelTools.NONE);

    /**
     * Returns an agent's current tools. May wait for MCP servers.
     *
     * @param hosted the tools that the model's provider runs
     * @param codeFiles ids of uploaded files for the provider's code interpreter
     */
    static TurnTools of(AgentContext context, List<HostedTool> hosted, List<String> codeFiles)
            throws InterruptedException {
        RunContext run = context.run();
        Agent agent = context.agent();
        List<ToolSpec> clientTools = context.talksToUser() ? run.options().clientTools() : List.of();
        List<String> clients = clientTools.stream().map(ToolSpec::name).toList();
        List<Tool> all = run.agentTools().of(run.agency(), agent, clients);
        List<Tool> tools = ToolRules.offeredTools(all, agent.name(), run.userContext(), run.scope());
        List<ToolSpec> functions = new ArrayList<>(FlowTools.specs(run.agency(), agent, tools));
        functions.addAll(clientTools);
        return new TurnTools(tools, clientTools, new ModelTools(functions, hosted, codeFiles));
    }

    /** Returns whether a call is of a tool that the client runs. */
    boolean isClientTool(Item.FunctionCall call) {
        return clientTools.stream().anyMatch(tool -> tool.name().equals(call.name()));
    }

    /** Returns the called tool; null if it is not one of {@code tools}, as for a handoff or a tool of the client. */
    @Nullable
    Tool find(Item.FunctionCall call) {
        for (Tool tool : tools) {
            if (tool.spec().name().equals(call.name())) {
                return tool;
            }
        }
        return null;
    }
}
