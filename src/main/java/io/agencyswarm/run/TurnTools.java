package io.agencyswarm.run;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.agency.FlowTools;
import io.agencyswarm.item.Item;
import io.agencyswarm.model.ModelTools;
import io.agencyswarm.tool.Tool;
import io.agencyswarm.tool.ToolSpec;
import io.agencyswarm.tool.hosted.HostedTool;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an agent's model may call in one turn. Made before the turn and the same to its end, so that a call reaches the
 * tool that the model was told of, also where an MCP server changes its tools meanwhile.
 *
 * @param tools what runs here, or on an MCP server, and exists for the run's caller
 * @param clientTools what the client runs itself
 * @param forModel what the model is told
 */
record TurnTools(List<Tool> tools, List<ToolSpec> clientTools, ModelTools forModel) {

    /** Where no model is asked. */
    static final TurnTools NONE = new TurnTools(List.of(), List.of(), ModelTools.NONE);

    /**
     * An agent's tools as they are now. May wait for MCP servers.
     *
     * @param hosted what the model's provider runs
     */
    static TurnTools of(
            RunContext run, AgentRun node, List<ToolSpec> clientTools, List<HostedTool> hosted, List<String> codeFiles)
            throws InterruptedException {
        Agency agency = run.agency();
        Agent agent = node.agent();
        List<String> clients = clientTools.stream().map(ToolSpec::name).toList();
        List<Tool> all = run.agentTools().of(agency, agent, clients);
        List<Tool> tools = ToolRules.offered(all, agent.name(), run.userContext(), run.scope());
        List<ToolSpec> functions = new ArrayList<>(FlowTools.specs(agency, agent, tools));
        functions.addAll(clientTools);
        return new TurnTools(tools, clientTools, new ModelTools(functions, hosted, codeFiles));
    }

    /** The tool that a call is of; null where it is of none of these, such as a handoff or a tool of the client. */
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
