package io.agencyswarm.service.mcp;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Agencies with tools of MCP servers. */
@IfBuildProperty(name = "mcp-tests", stringValue = "true")
class McpAgencies {

    @Produces
    @Singleton
    @Identifier("desk")
    Agency desk() {
        Agent lead = agent("Lead").mcpServers("lab", "program").build();
        Agent aide = agent("Aide").mcpServers("lab").build();
        return Agency.named("desk").entryPoints(lead).flow(lead, aide).build();
    }

    @Produces
    @Singleton
    @Identifier("archive")
    Agency archive() {
        return Agency.named("archive")
                .entryPoints(agent("Clerk").mcpServers("gone").build())
                .sharedMcpServers("old")
                .build();
    }

    @Produces
    @Singleton
    @Identifier("fair")
    Agency fair() {
        return Agency.named("fair")
                .entryPoints(agent("Crier").mcpServers("odd", "lab").build())
                .build();
    }

    @Produces
    @Singleton
    @Identifier("patient")
    Agency patient() {
        return Agency.named("patient")
                .entryPoints(agent("Listener").mcpServers("mute").build())
                .build();
    }

    @Produces
    @Singleton
    @Identifier("bank")
    Agency bank() {
        return Agency.named("bank")
                .entryPoints(
                        agent("Teller").mcpServers("guarded").build(),
                        agent("Trader").mcpServers("traded").build(),
                        agent("Barterer").mcpServers("barter").build())
                .build();
    }

    private static Agent.Builder agent(String name) {
        return Agent.named(name).instructions("You are the " + name + ".").model("gpt-4o");
    }
}
