package io.agencyswarm.agency;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.tool.Tool;
import io.agencyswarm.tool.hosted.HostedTool;
import io.agencyswarm.tool.openapi.ApiTools;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Agents that work together, and the rules of their communication. A CDI producer provides it; it is served under its
 * name. Immutable and shared by all runs.
 */
public final class Agency {

    private final String name;
    private final List<Agent> entryPoints;
    private final Map<String, Agent> agents;
    private final List<Flow> flows;
    private final Supplier<String> sharedInstructions;
    private final List<Tool> sharedTools;
    private final List<HostedTool> sharedHostedTools;
    private final List<ApiTools> sharedOpenApiTools;
    private final List<String> sharedMcpServers;
    private final Map<String, Object> userContext;
    private final SendTool sendTool;

    private Agency(Builder builder) {
        name = builder.name;
        entryPoints = List.copyOf(builder.entryPoints);
        agents = builder.agents();
        flows = List.copyOf(builder.flows);
        sharedInstructions = builder.sharedInstructions;
        sharedTools = builder.sharedTools.tools();
        sharedHostedTools = builder.sharedTools.hosted();
        sharedOpenApiTools = builder.sharedTools.openApi();
        sharedMcpServers = List.copyOf(builder.sharedMcpServers);
        userContext = Map.copyOf(builder.userContext);
        sendTool = builder.sendTool;
    }

    /**
     * Creates a builder for an agency.
     *
     * @param name the first part of its paths, with blanks replaced by {@code _}
     */
    public static Builder named(String name) {
        return new Builder(name);
    }

    /** Returns the name as it was given. */
    public String name() {
        return name;
    }

    /** Returns the first part of the paths of the agency: its name, with blanks replaced by {@code _}. */
    public String path() {
        return name.replace(' ', '_');
    }

    /**
     * Returns the agents that users can talk to; the first one answers requests that name no recipient. At least one.
     */
    public List<Agent> entryPoints() {
        return entryPoints;
    }

    /** Returns all agents: entry points first, then the others in the order in which the flows name them. */
    public Collection<Agent> agents() {
        return agents.values();
    }

    /** Returns the agent with this name. */
    public Optional<Agent> agent(String agentName) {
        return Optional.ofNullable(agents.get(agentName));
    }

    /** Returns the agents to which no flow leads from an entry point, in the order of {@link #agents}. */
    List<Agent> unreachableAgents() {
        Set<Agent> reached = new LinkedHashSet<>(entryPoints);
        boolean more = true;
        while (more) {
            more = reached.addAll(flows.stream()
                    .filter(flow -> reached.contains(flow.from()))
                    .map(Flow::to)
                    .toList());
        }
        return agents.values().stream()
                .filter(agent -> !reached.contains(agent))
                .toList();
    }

    /** Returns all flows, in the order in which they were given. */
    public List<Flow> flows() {
        return flows;
    }

    /** Returns the agents that {@code from} may ask. */
    public List<Agent> recipients(Agent from) {
        return delegationsFrom(from).map(Flow::to).distinct().toList();
    }

    /** Returns the agents that {@code from} may ask with this function of {@link #sendTools}. */
    public List<Agent> recipients(Agent from, SendTool tool) {
        return delegationsFrom(from)
                .filter(flow -> sendToolOf(flow).equals(tool))
                .map(Flow::to)
                .distinct()
                .toList();
    }

    /** Returns the functions with which {@code from} may ask others, in the order of its flows. */
    public List<SendTool> sendTools(Agent from) {
        return delegationsFrom(from).map(this::sendToolOf).distinct().toList();
    }

    private Stream<Flow.Delegation> delegationsFrom(Agent from) {
        return flows.stream()
                .filter(flow -> flow.from() == from)
                .filter(Flow.Delegation.class::isInstance)
                .map(Flow.Delegation.class::cast);
    }

    private SendTool sendToolOf(Flow.Delegation flow) {
        return flow.tool() == null ? sendTool : flow.tool();
    }

    /** Returns the agents to which {@code from} may hand over. */
    public List<Agent> handoffs(Agent from) {
        return flows.stream()
                .filter(flow -> flow instanceof Flow.Handoff && flow.from() == from)
                .map(Flow::to)
                .toList();
    }

    /** Returns whether a handoff from {@code from} to {@code to} adds no message to the conversation. */
    public boolean isSilent(Agent from, Agent to) {
        return flows.contains(new Flow.Handoff(from, to, true));
    }

    /** Returns the instructions that every agent's model gets before the agent's own; may be empty. */
    public String sharedInstructions() {
        return sharedInstructions.get();
    }

    /**
     * Returns the tools that an agent has in this agency: its own, then those that all agents share; without those of
     * MCP servers and APIs.
     */
    public List<Tool> tools(Agent agent) {
        return join(agent.tools(), sharedTools);
    }

    /**
     * Returns the tools that the provider runs for an agent in this agency: its own, then those that all agents share.
     */
    public List<HostedTool> hostedTools(Agent agent) {
        return join(agent.hostedTools(), sharedHostedTools);
    }

    /** Returns the names of the tools that all agents share. */
    List<String> sharedToolNames() {
        return Stream.concat(
                        sharedTools.stream().map(tool -> tool.spec().name()),
                        sharedHostedTools.stream().map(HostedTool::name))
                .toList();
    }

    private static <T> List<T> join(List<T> agentList, List<T> shared) {
        return shared.isEmpty()
                ? agentList
                : Stream.concat(agentList.stream(), shared.stream()).toList();
    }

    /**
     * Returns the names of the APIs whose operations an agent has in this agency: its own, then those that all agents
     * share.
     */
    public List<String> openApis(Agent agent) {
        return join(agent.openApiTools(), sharedOpenApiTools).stream()
                .map(ApiTools::api)
                .distinct()
                .toList();
    }

    /**
     * Returns the names of the MCP servers whose tools an agent has in this agency: its own, then those that all agents
     * share.
     */
    public List<String> mcpServers(Agent agent) {
        Set<String> names = new LinkedHashSet<>(agent.mcpServers());
        names.addAll(sharedMcpServers);
        return List.copyOf(names);
    }

    /** Returns the user context that tools of every run may read; a run gets its own copy. */
    public Map<String, Object> userContext() {
        return userContext;
    }

    @Override
    public String toString() {
        return "Agency " + name;
    }

    /** Builds an agency. Not thread-safe. */
    public static final class Builder {

        private final String name;
        private final List<Agent> entryPoints = new ArrayList<>();
        private final List<Flow> flows = new ArrayList<>();
        private final ToolCollector sharedTools = new ToolCollector();
        private final Set<String> sharedMcpServers = new LinkedHashSet<>();
        private Supplier<String> sharedInstructions = () -> "";
        private Map<String, Object> userContext = Map.of();
        private SendTool sendTool = SendTool.DEFAULT;

        private Builder(String name) {
            this.name = NameRule.check("agency", name);
        }

        /** Adds agents that users can talk to; the first one answers requests that name no recipient. */
        public Builder entryPoints(Agent... agents) {
            entryPoints.addAll(List.of(agents));
            return this;
        }

        /** Allows {@code from} to ask each of {@code to}, with the agency's {@link #sendTool}. */
        public Builder flow(Agent from, Agent... to) {
            for (Agent recipient : to) {
                add(new Flow.Delegation(from, recipient, null));
            }
            return this;
        }

        /** Allows {@code from} to ask {@code to} with this function; flows with equal tools share the function. */
        public Builder flow(Agent from, Agent to, SendTool tool) {
            add(new Flow.Delegation(from, to, tool));
            return this;
        }

        /** Sets the function with which agents ask others in flows that name none; {@code send_message} by default. */
        public Builder sendTool(SendTool tool) {
            sendTool = tool;
            return this;
        }

        /**
         * Allows {@code from} to hand the conversation over to each of {@code to}, whose model gets a message about it;
         * see {@link Agent.Builder#handoffReminder}.
         */
        public Builder handoff(Agent from, Agent... to) {
            for (Agent successor : to) {
                add(new Flow.Handoff(from, successor, false));
            }
            return this;
        }

        /** Allows handoffs as {@link #handoff} does, but the next agent's model gets no message about it. */
        public Builder silentHandoff(Agent from, Agent... to) {
            for (Agent successor : to) {
                add(new Flow.Handoff(from, successor, true));
            }
            return this;
        }

        /** Sets the instructions that every agent's model gets before the agent's own. */
        public Builder sharedInstructions(String text) {
            sharedInstructions = () -> text;
            return this;
        }

        /**
         * Sets the instructions that every agent's model gets before the agent's own, from a resource of the class
         * path, or otherwise a file.
         *
         * @param location as {@link Agent.Builder#instructionsFrom}
         * @throws io.agencyswarm.error.AgencyException if there is neither, or it can't be read as UTF-8
         */
        public Builder sharedInstructionsFrom(String location) {
            sharedInstructions = TextSource.at(location);
            return this;
        }

        /**
         * Adds tools to every agent.
         *
         * @param sources as {@link Agent.Builder#tools}
         * @throws io.agencyswarm.error.AgencyException if one of them is not a valid tool or has no schema
         */
        public Builder sharedTools(Object... sources) {
            sharedTools.add(sources);
            return this;
        }

        /**
         * Adds the tools of MCP servers to every agent.
         *
         * @param names as {@link Agent.Builder#mcpServers}
         */
        public Builder sharedMcpServers(String... names) {
            sharedMcpServers.addAll(List.of(names));
            return this;
        }

        /**
         * Sets the user context that tools may read; a request's own is merged over it. Neither keys nor values may be
         * null.
         */
        public Builder userContext(Map<String, Object> context) {
            userContext = context;
            return this;
        }

        /**
         * Builds the agency.
         *
         * @throws AgencyException if it has no entry point, two agents with the same name, or an agent's tools clash
         *     with the functions of its flows
         */
        public Agency build() {
            if (entryPoints.isEmpty()) {
                throw invalid(
                        "Agency \"" + name + "\" has no entry point, so no user could reach it. Name the agent that "
                                + "answers first with entryPoints(…).");
            }
            Agency agency = new Agency(this);
            FlowTools.check(agency);
            return agency;
        }

        private void add(Flow flow) {
            if (flow.from() == flow.to()) {
                throw invalid("Agency \"" + name + "\" has a flow from "
                        + flow.from().name() + " to itself. Remove it; an agent needs no flow to itself.");
            }
            boolean repeated = flow instanceof Flow.Handoff(Agent from, Agent to, boolean silent)
                    && flows.contains(new Flow.Handoff(from, to, !silent));
            if (repeated || flows.contains(flow)) {
                throw invalid("Agency \"" + name + "\" has the flow "
                        + flow.from().name() + " > " + flow.to().name() + " twice. Remove one of them.");
            }
            flows.add(flow);
        }

        private Map<String, Agent> agents() {
            Map<String, Agent> byName = new LinkedHashMap<>();
            entryPoints.forEach(agent -> add(byName, agent));
            for (Flow flow : flows) {
                add(byName, flow.from());
                add(byName, flow.to());
            }
            return Collections.unmodifiableMap(byName);
        }

        private void add(Map<String, Agent> byName, Agent agent) {
            @Nullable Agent other = byName.putIfAbsent(agent.name(), agent);
            if (other != null && other != agent) {
                throw invalid("Agency \"" + name + "\" has two agents named \"" + agent.name()
                        + "\". Rename one, or use the same Agent object in both places.");
            }
        }

        private static AgencyException invalid(String sentence) {
            return new AgencyException(ErrorCode.CONFIGURATION, sentence);
        }
    }
}
