package io.agencyswarm.service.tool;

import dev.langchain4j.agent.tool.Tool;
import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.tool.openapi.ApiTools;
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
        Agent seller = agent("Seller").tools(ApiTools.named("shop")).build();
        Agent guest = agent("Guest").tools(ApiTools.named("bank")).build();
        return Agency.named("store").entryPoints(seller, guest).build();
    }

    @Produces
    @Singleton
    @Identifier("counter")
    Agency counter(OpenApiAgencies own) {
        Agent clerk = agent("Clerk").tools(own, ApiTools.named("shop")).build();
        return Agency.named("counter")
                .entryPoints(clerk)
                .sharedTools(ApiTools.named("crm"))
                .build();
    }

    @Produces
    @Singleton
    @Identifier("attic")
    Agency attic() {
        Agent keeper = agent("Keeper")
                .tools(
                        ApiTools.named("foreign"),
                        ApiTools.named("remote-ref"),
                        ApiTools.named("left-out"),
                        ApiTools.named("large"),
                        ApiTools.named("broken"),
                        ApiTools.named("unknown"),
                        ApiTools.named("silent"),
                        ApiTools.named("missing"),
                        ApiTools.named("moved"))
                .build();
        return Agency.named("attic").entryPoints(keeper).build();
    }

    private static Agent.Builder agent(String name) {
        return Agent.named(name).instructions("You are the " + name + ".").model("gpt-4o");
    }
}
