package io.agencyswarm.service.model;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.model.ModelSettings;
import io.agencyswarm.tool.hosted.HostedTools;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** An agency with an agent for each named server of the tests. */
@IfBuildProperty(name = "endpoint-tests.agencies", stringValue = "true")
class EndpointAgencies {

    @Produces
    @Singleton
    @Identifier("points")
    Agency points() {
        return Agency.named("points")
                .entryPoints(
                        Agent.named("Default").build(),
                        agent("Gateway", "gateway/team/model")
                                .settings(ModelSettings.DEFAULTS.toBuilder()
                                        .header("X-Team", "blue-team")
                                        .build())
                                .build(),
                        agent("Azure", "azure/my-gpt").build(),
                        agent("Searcher", "azure/my-gpt")
                                .tools(HostedTools.webSearch())
                                .build(),
                        agent("Vllm", "vllm/qwen").build(),
                        agent("Old", "old/my gpt").build(),
                        agent("Claude", "claude/sonnet").build(),
                        agent("Google", "google/flash").build(),
                        agent("Nameless", "claude/").build())
                .build();
    }

    private static Agent.Builder agent(String name, String model) {
        return Agent.named(name).instructions("Be brief.").model(model);
    }
}
