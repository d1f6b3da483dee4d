package io.agencyswarm.service;

import dev.langchain4j.agent.tool.Tool;
import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.tool.openapi.OpenApiTools;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Agencies with operations of APIs. */
@Singleton
@IfBuildProperty(name = "openapi-tests", stringValue = "true")
class OpenApiAgencies {

    @Tool("The application's own report.")
    String report() {
        return "own";
    }

    @Produces
    @Singleton
    @Identifier("store")
    Agency store() {
        Agent seller = agent("Seller").tools(OpenApiTools.named("shop")).build();
        Agent guest = agent("Guest").tools(OpenApiTools.named("bank")).build();
        return Agency.named("store").entryPoints(seller, guest).build();
    }

    @Produces
    @Singleton
    @Identifier("office")
    Agency office(OpenApiAgencies own) {
        Agent clerk = agent("Clerk").tools(own, OpenApiTools.named("shop")).build();
        return Agency.named("office")
                .entryPoints(clerk)
                .sharedTools(OpenApiTools.named("crm"))
                .build();
    }

    @Produces
    @Singleton
    @Identifier("attic")
    Agency attic() {
        Agent keeper = agent("Keeper")
                .tools(
                        OpenApiTools.named("foreign"),
                        OpenApiTools.named("remote-ref"),
                        OpenApiTools.named("left-out"),
                        OpenApiTools.named("large"),
                        OpenApiTools.named("broken"),
                        OpenApiTools.named("unknown"),
                        OpenApiTools.named("silent"),
                        OpenApiTools.named("missing"),
                        OpenApiTools.named("moved"))
                .build();
        return Agency.named("attic").entryPoints(keeper).build();
    }

    private static Agent.Builder agent(String name) {
        return Agent.named(name).instructions("You are the " + name + ".").model("gpt-4o");
    }
}
