package io.agencyswarm.service.ask;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.agency.GuardrailResult;
import io.agencyswarm.service.Gates;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** An agency whose tools and guardrails ask agents. */
@IfBuildProperty(name = "service-tests.agencies", stringValue = "true")
class AskingAgencies {

    /** The answer of the teller. */
    record Tally(String city, int degrees) {}

    @Produces
    @Singleton
    @Identifier("court")
    Agency court(AskingTools asking, Gates gates) {
        Agent clerk = agent("Clerk").tools(asking).build();
        Agent judge = agent("Judge").tools(asking, gates).build();
        Agent teller = agent("Teller").outputType(Tally.class).build();
        Agent guarded = agent("Guarded")
                .inputGuardrails((context, text) -> {
                    String verdict = context.ask("Judge", "text " + (text.contains("evil") ? "refuse" : "pass"));
                    return verdict.equals("pass")
                            ? GuardrailResult.pass()
                            : GuardrailResult.trip(context.agent() + " must " + verdict);
                })
                .build();
        Agent wary = agent("Wary")
                .inputGuardrails((_, _) -> asking.inquire("text pass").equals("pass")
                        ? GuardrailResult.pass()
                        : GuardrailResult.trip("No."))
                .build();
        return Agency.named("court")
                .entryPoints(clerk, guarded, wary)
                .flow(judge, teller)
                .flow(clerk, judge)
                .handoff(clerk, teller)
                .build();
    }

    private static Agent.Builder agent(String name) {
        return Agent.named(name).instructions("You are the " + name + ".").model("gpt-4o");
    }
}
