package io.agencyswarm.service.model;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.agency.Reminder;
import io.agencyswarm.model.ModelSettings;
import io.agencyswarm.tool.hosted.HostedTool;
import io.agencyswarm.tool.hosted.HostedTools;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Agencies with tools that the model's provider runs. */
@IfBuildProperty(name = "hosted-tests.agencies", stringValue = "true")
class HostedAgencies {

    /** A value that no client may see. */
    static final String TOKEN = "mcp-token-0123456789";

    static final String OAUTH = "oauth-token-0123456789";

    @Produces
    @Singleton
    @Identifier("hosted")
    Agency hosted() {
        Agent hosted = agent("Hosted")
                .tools(
                        HostedTools.webSearch().context("high").domains("example.org"),
                        HostedTools.fileSearch("vs_1").maxResults(3).withResults(),
                        HostedTools.codeInterpreter(),
                        HostedTools.imageGeneration().quality("low"),
                        docs().header("Authorization", "Bearer " + TOKEN).authorization(OAUTH),
                        HostedTools.of("{\"type\": \"tool_search\"}"))
                .build();
        Agent scout = agent("Scout").tools(docs()).build();
        return Agency.named("hosted").entryPoints(hosted).flow(hosted, scout).build();
    }

    /** Agents that must use a tool of the provider first. */
    @Produces
    @Singleton
    @Identifier("choosing")
    Agency choosing() {
        return Agency.named("choosing")
                .entryPoints(
                        agent("Searcher")
                                .tools(HostedTools.webSearch())
                                .settings(ModelSettings.builder()
                                        .toolChoice("web_search")
                                        .build())
                                .build(),
                        agent("Reader")
                                .tools(docs())
                                .settings(ModelSettings.builder()
                                        .toolChoice("docs")
                                        .build())
                                .build(),
                        agent("Reminded")
                                .tools(HostedTools.webSearch())
                                .reminders(Reminder.everyToolCalls(3, "Three calls."))
                                .build(),
                        agent("Forgetful")
                                .tools(HostedTools.imageGeneration())
                                .settings(ModelSettings.builder()
                                        .extraArgument("store", false)
                                        .build())
                                .build())
                .build();
    }

    private static HostedTool.Mcp docs() {
        return HostedTools.mcp("docs", "https://example.org/mcp");
    }

    private static Agent.Builder agent(String name) {
        return Agent.named(name).instructions("You look.").model("gpt-4o");
    }
}
