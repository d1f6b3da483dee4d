package io.agencyswarm.agency;

import io.agencyswarm.model.ModelRouter;
import io.agencyswarm.tool.hosted.HostedTool;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Refuses to start with an agent whose tools its own model's provider does not run. */
@Startup
@Singleton
class HostedToolsCheck {

    private static final Logger LOG = Logger.getLogger(HostedToolsCheck.class);

    @Inject
    HostedToolsCheck(AgencyCatalog catalog, ModelRouter models) {
        for (Agency agency : catalog.agencies()) {
            agency.agents().forEach(agent -> check(agency, agent, models));
        }
    }

    /**
     * Checks one agent.
     *
     * @throws ConfigurationException if its model does not support its tools, and is not the offline model
     */
    static void check(Agency agency, Agent agent, ModelRouter models) {
        if (agency.hostedTools(agent).isEmpty()) {
            return;
        }
        String model = agent.model().orElse(models.defaultModel());
        boolean fits = models.ownProviderSupportsHostedTools(model) || model.startsWith(ModelRouter.OFFLINE);
        String tools = agency.hostedTools(agent).stream().map(HostedTool::name).collect(Collectors.joining(", "));
        if (!fits) {
            throw new ConfigurationException("Agent " + agent.name() + " of agency \"" + agency.name()
                    + "\" has tools that the provider of its model " + model + " does not run: " + tools
                    + ". Give it one of OpenAI's models, or leave the tools out. If its model is of a named server"
                    + " that runs such tools, set agency-swarm.models.<name>.hosted-tools=true.");
        }
        if (models.isOffline(model)) {
            LOG.warnf(
                    "Agent %s of agency \"%s\" goes without these tools, because the offline model answers for it: %s.",
                    agent.name(), agency.name(), tools);
        }
    }
}
