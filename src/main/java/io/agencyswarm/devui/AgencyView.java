package io.agencyswarm.devui;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.model.ModelRouter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An agency on the page. */
record AgencyView(String name, String path, List<AgentView> agents) {

    /**
     * An agent on the page.
     *
     * @param asks the agents that it may send messages to
     * @param handsTo the agents that it may hand over to
     */
    record AgentView(
            String name,
            String description,
            boolean entryPoint,
            ModelView model,
            List<String> tools,
            List<String> mcpServers,
            List<String> asks,
            List<String> handsTo) {}

    /**
     * A model and its client.
     *
     * @param name the agent's model, or the default model
     * @param client the client that answers, or the reason why there is none
     * @param standIn whether the offline model answers instead
     */
    record ModelView(String name, boolean byDefault, String client, boolean standIn) {}

    static AgencyView of(Agency agency, ModelRouter models) {
        return new AgencyView(
                agency.name(),
                agency.path(),
                agency.agents().stream()
                        .map(agent -> view(agency, agent, models))
                        .toList());
    }

    private static AgentView view(Agency agency, Agent agent, ModelRouter models) {
        return new AgentView(
                agent.name(),
                agent.description(),
                agency.entryPoints().contains(agent),
                model(agent.model(), models),
                Stream.of(
                                agency.tools(agent).stream()
                                        .map(tool -> tool.spec().name()),
                                agency.hostedTools(agent).stream().map(tool -> tool.name() + " (" + tool.kind() + ")"),
                                agency.openApis(agent).stream().map(api -> "operations of the API " + api))
                        .flatMap(names -> names)
                        .toList(),
                agency.mcpServers(agent),
                agency.recipients(agent).stream().map(Agent::name).toList(),
                agency.handoffs(agent).stream().map(Agent::name).toList());
    }

    private static ModelView model(Optional<String> agentModel, ModelRouter models) {
        String name = agentModel.orElse(models.defaultModel());
        try {
            String prefix = models.clientPrefix(name);
            boolean standIn = !name.startsWith(prefix);
            return new ModelView(name, agentModel.isEmpty(), prefix.isEmpty() ? "OpenAI's API" : prefix + "…", standIn);
        } catch (AgencyException e) {
            return new ModelView(name, agentModel.isEmpty(), e.getMessage(), false);
        }
    }
}
