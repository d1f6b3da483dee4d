package io.agencyswarm.service.access;

import dev.langchain4j.agent.tool.Tool;
import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.tool.ServedTool;
import io.agencyswarm.tool.ToolContext;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** An agency whose name differs from its path, and a served tool that returns the caller. */
@Singleton
@IfBuildProperty(name = "oidc-tests", stringValue = "true")
class NightShift {

    @ServedTool
    @Tool("Says who asks.")
    String who(ToolContext context) {
        return String.valueOf(context.userContext().get("principal"));
    }

    @Produces
    @Singleton
    @Identifier("Night Shift")
    Agency agency() {
        Agent watchman = Agent.named("Watchman")
                .instructions("Watch.")
                .model("gpt-4o")
                .tools(this)
                .build();
        return Agency.named("Night Shift").entryPoints(watchman).build();
    }
}
