package io.agencyswarm.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.tool.Tool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An agency as a graph, which the contract's {@code get_metadata} returns and front ends draw: agents and tools as
 * nodes, flows and ownership as edges. The names of the components are those of the wire.
 */
record AgencyGraph(List<Node> nodes, List<Edge> edges, Summary metadata) {

    private static final int COLUMN = 300;
    private static final int ROW = 200;
    private static final int TOOL_OFFSET = 40;

    /** An agent or a tool, with its position in a drawing. */
    record Node(String id, String type, NodeData data, Position position) {}

    /** The content of a node. */
    sealed interface NodeData {}

    /** The content of an agent's node. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AgentData(
            String label,
            String description,
            boolean isEntryPoint,
            int toolCount,
            List<FunctionData> tools,
            @Nullable List<String> conversationStarters,
            @Nullable List<String> quickReplies,
            String model,
            boolean hasSubagents)
            implements NodeData {}

    /**
     * A tool in the list of its agent.
     *
     * @param type {@code function}, or the kind of a tool that the model's provider runs
     * @param inputSchema null for a tool that the model's provider runs
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record FunctionData(
            String name,
            String type,
            String description,
            @Nullable ObjectNode inputSchema) {}

    /**
     * The content of a tool's node.
     *
     * @param type the kind of a tool that the model's provider runs; null for others
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ToolData(
            String label,
            String description,
            String parentAgent,
            @Nullable String type) implements NodeData {}

    /** Pixels from the left and from the top. */
    record Position(int x, int y) {}

    /** {@code type} is {@code communication} between agents and {@code owns} from an agent to its tool. */
    record Edge(String id, String source, String target, String type) {}

    /** Totals of the graph. */
    record Summary(String agencyName, int totalAgents, int totalTools, List<String> agents, List<String> entryPoints) {}

    /**
     * Creates the graph of an agency.
     *
     * @param defaultModel the model of agents that name none
     * @param tools the tools of each agent
     */
    static AgencyGraph of(Agency agency, String defaultModel, Map<Agent, List<Tool>> tools) {
        List<Node> nodes = new ArrayList<>();
        Map<String, Edge> edges = new LinkedHashMap<>();
        int column = 0;
        for (Agent agent : agency.agents()) {
            int x = column++ * COLUMN;
            int y = agency.entryPoints().contains(agent) ? 0 : ROW;
            List<Tool> agentTools = tools.getOrDefault(agent, List.of());
            nodes.add(
                    new Node(agent.name(), "agent", data(agency, agent, agentTools, defaultModel), new Position(x, y)));
            List<ToolData> drawn = tools(agency, agent, agentTools);
            for (int i = 0; i < drawn.size(); i++) {
                String id = agent.name() + "_tool_" + i;
                nodes.add(new Node(id, "tool", drawn.get(i), new Position(x + i * TOOL_OFFSET, 2 * ROW)));
                connect(edges, agent.name(), id, "owns");
            }
        }
        // Two agents may be connected by delegation and by handoff; the graph has one edge.
        agency.flows()
                .forEach(flow -> connect(edges, flow.from().name(), flow.to().name(), "communication"));
        return new AgencyGraph(nodes, List.copyOf(edges.values()), summary(agency, tools));
    }

    private static void connect(Map<String, Edge> edges, String source, String target, String type) {
        String id = source + "->" + target;
        edges.putIfAbsent(id, new Edge(id, source, target, type));
    }

    private static AgentData data(Agency agency, Agent agent, List<Tool> agentTools, String defaultModel) {
        List<FunctionData> tools = new ArrayList<>();
        agentTools.stream()
                .map(Tool::spec)
                .forEach(spec ->
                        tools.add(new FunctionData(spec.name(), "function", spec.description(), spec.inputSchema())));
        agency.hostedTools(agent)
                .forEach(tool -> tools.add(new FunctionData(tool.name(), tool.kind(), tool.description(), null)));
        return new AgentData(
                agent.name(),
                agent.description(),
                agency.entryPoints().contains(agent),
                tools.size(),
                tools,
                orNull(agent.conversationStarters()),
                orNull(agent.quickReplies()),
                agent.model().orElse(defaultModel),
                agency.flows().stream().anyMatch(flow -> flow.from() == agent));
    }

    private static List<ToolData> tools(Agency agency, Agent agent, List<Tool> agentTools) {
        List<ToolData> tools = new ArrayList<>();
        agentTools.stream()
                .map(Tool::spec)
                .forEach(spec -> tools.add(new ToolData(spec.name(), spec.description(), agent.name(), null)));
        agency.hostedTools(agent)
                .forEach(tool -> tools.add(new ToolData(tool.name(), tool.description(), agent.name(), tool.kind())));
        return tools;
    }

    private static Summary summary(Agency agency, Map<Agent, List<Tool>> tools) {
        return new Summary(
                agency.name(),
                agency.agents().size(),
                tools.values().stream().mapToInt(List::size).sum()
                        + agency.agents().stream()
                                .mapToInt(agent -> agency.hostedTools(agent).size())
                                .sum(),
                agency.agents().stream().map(Agent::name).toList(),
                agency.entryPoints().stream().map(Agent::name).toList());
    }

    private static @Nullable List<String> orNull(List<String> list) {
        return list.isEmpty() ? null : list;
    }
}
