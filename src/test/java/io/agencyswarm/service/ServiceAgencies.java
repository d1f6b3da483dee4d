package io.agencyswarm.service;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.agency.GuardrailResult;
import io.agencyswarm.model.ModelSettings;
import io.agencyswarm.testing.Visits;
import io.agencyswarm.tool.hosted.HostedTools;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** An agency with tools that tests control, and with handoffs in both directions. */
@IfBuildProperty(name = "service-tests.agencies", stringValue = "true")
class ServiceAgencies {

    @Produces
    @Singleton
    @Identifier("workshop")
    Agency workshop(Gates gates, Notes notes, SlowTools slow, ProgressTools telling) {
        Agent foreman = agent("Foreman").tools(gates, notes, slow, telling).build();
        Agent worker = agent("Worker").tools(gates, notes, slow, telling).build();
        Agent clerk = agent("Clerk").build();
        Agent porter = agent("Porter").build();
        return Agency.named("workshop")
                .sharedInstructions("Mind the machines.")
                .userContext(Map.of("notes", List.of("first")))
                .entryPoints(foreman)
                .flow(foreman, worker)
                .handoff(foreman, clerk, porter)
                .handoff(clerk, foreman)
                .build();
    }

    /** Agents whose tools have rules; the first refuses answers with 13. */
    @Produces
    @Singleton
    @Identifier("ruled")
    Agency ruled(RuledTools tools) {
        Agent first = agent("First")
                .tools(tools)
                // In capitals, so that a test finds no "vault" in the metadata but the tool.
                .quickReplies("CALL VAULT {} ;; TEXT OPEN")
                .outputGuardrails((_, answer) ->
                        answer.contains("13") ? GuardrailResult.trip("No such numbers.") : GuardrailResult.pass())
                .build();
        Agent second = agent("Second").tools(tools).build();
        Agent third = agent("Third").tools(tools).build();
        return Agency.named("ruled")
                .entryPoints(first)
                .flow(first, second, third)
                .build();
    }

    /** Agents whose tools return pictures. */
    @Produces
    @Singleton
    @Identifier("drawing")
    Agency drawing(DrawingTools drawings) {
        Agent plain = agent("Plain").tools(drawings).build();
        Agent painter = agent("Painter").tools(drawings).build();
        return Agency.named("drawing").entryPoints(plain).flow(plain, painter).build();
    }

    /** An agent with model settings. */
    @Produces
    @Singleton
    @Identifier("particular")
    Agency particular() {
        Agent agent = agent("Particular")
                .settings(ModelSettings.builder()
                        .reasoningEffort("high")
                        .reasoningSummary(ModelSettings.ReasoningSummary.AUTO)
                        .header("X-Team", "a-team-of-secrets")
                        .build())
                .build();
        return Agency.named("particular").entryPoints(agent).build();
    }

    /** An agent that must call a tool first, and one that must hand over first. */
    @Produces
    @Singleton
    @Identifier("forced")
    Agency forced(Gates gates, Notes notes) {
        Agent eager = agent("Eager")
                .tools(gates, notes)
                .settings(ModelSettings.builder().toolChoice("required").build())
                .build();
        Agent pusher = agent("Pusher")
                .settings(
                        ModelSettings.builder().toolChoice("transfer_to_Eager").build())
                .build();
        return Agency.named("forced")
                .entryPoints(eager, pusher)
                .flow(pusher, eager)
                .handoff(pusher, eager)
                .handoff(eager, pusher)
                .build();
    }

    @Produces
    @Singleton
    @Identifier("scoped")
    Agency scoped(Visits visits) {
        return visits.agency("scoped");
    }

    /** Agents that have only shared tools. */
    @Produces
    @Singleton
    @Identifier("pool")
    Agency pool(Notes notes) {
        Agent swimmer = agent("Swimmer").build();
        Agent diver = agent("Diver").build();
        return Agency.named("pool")
                .entryPoints(swimmer)
                .flow(swimmer, diver)
                .sharedTools(notes, HostedTools.webSearch())
                .build();
    }

    private static Agent.Builder agent(String name) {
        return Agent.named(name).instructions("You are the " + name + ".").model("gpt-4o");
    }
}
