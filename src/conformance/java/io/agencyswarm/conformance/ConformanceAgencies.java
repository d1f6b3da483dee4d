package io.agencyswarm.conformance;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.model.ModelSettings;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;

/** The agencies, named as the recordings address them. */
class ConformanceAgencies {

    private static final String MODEL = "gpt-4o";

    @Produces
    @Singleton
    @Identifier("basic")
    Agency basic(ArithmeticTools arithmetic, TimeTools time) {
        Agent assistant = Agent.named("Assistant")
                .description("Main assistant agent")
                .instructions("You are a helpful assistant.")
                .model(MODEL)
                .tools(arithmetic, time)
                .conversationStarters("Support: I need help with billing")
                .quickReplies("hi", "hello")
                .build();
        return Agency.named("basic").entryPoints(assistant).build();
    }

    @Produces
    @Singleton
    @Identifier("team")
    Agency team(ArithmeticTools arithmetic, TimeTools time, FailingTools failing, ContextTools context) {
        Agent lead = Agent.named("CEO")
                .description("Plans and delegates")
                .instructions("You lead.")
                .model(MODEL)
                .tools(context)
                .build();
        Agent developer = Agent.named("Developer")
                .description("Writes code")
                .instructions("You build.")
                .model(MODEL)
                .tools(arithmetic, time, failing, Weather.class, context)
                .build();
        Agent analyst = Agent.named("Analyst")
                .description("Looks at data")
                .instructions("You analyse.")
                .model(MODEL)
                .tools(arithmetic)
                .build();
        return Agency.named("team")
                .sharedInstructions("Be brief.")
                .userContext(Map.of("tenant", "acme"))
                .entryPoints(lead)
                .flow(lead, developer)
                .flow(developer, lead)
                .handoff(lead, analyst)
                .build();
    }

    @Produces
    @Singleton
    @Identifier("quiet")
    Agency quiet() {
        Agent quiet = Agent.named("Quiet")
                .instructions("Say little.")
                .model(MODEL)
                .settings(ModelSettings.DEFAULTS.withIncludeUsage(false))
                .build();
        return Agency.named("quiet").entryPoints(quiet).build();
    }
}
