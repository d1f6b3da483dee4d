package io.agencyswarm.conformance;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.agency.Guardrail;
import io.agencyswarm.agency.GuardrailResult;
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
                .settings(ModelSettings.builder().includeUsage(false).build())
                .build();
        return Agency.named("quiet").entryPoints(quiet).build();
    }

    @Produces
    @Singleton
    @Identifier("guarded")
    Agency guarded() {
        Agent guard = guarded("Guard").raiseInputGuardrailError(true).build();
        Agent soft = guarded("Soft").build();
        return Agency.named("guarded").entryPoints(guard, soft).build();
    }

    private static Agent.Builder guarded(String name) {
        return Agent.named(name)
                .instructions("Be safe.")
                .model(MODEL)
                .inputGuardrails(tripOn("password", "Please keep passwords out of your message."))
                .outputGuardrails(tripOn("SHOUT", "Do not shout: rewrite it."))
                .validationAttempts(1);
    }

    private static Guardrail tripOn(String word, String guidance) {
        return (_, text) -> text.contains(word) ? GuardrailResult.trip(guidance) : GuardrailResult.pass();
    }

    /** What the judge answers. */
    record Verdict(String answer, double confidence) {}

    @Produces
    @Singleton
    @Identifier("typed")
    Agency typed() {
        Agent judge = Agent.named("Judge")
                .instructions("Judge.")
                .model(MODEL)
                .outputType(Verdict.class)
                .build();
        return Agency.named("typed").entryPoints(judge).build();
    }

    /** What the umpire answers: of a sealed type, for the check of what a native executable is made of. */
    sealed interface Call permits Out, Safe {}

    record Out(String why) implements Call {}

    record Safe(int base) implements Call {}

    @Produces
    @Singleton
    @Identifier("sealed")
    Agency sealed() {
        Agent umpire = Agent.named("Umpire")
                .instructions("Decide.")
                .model(MODEL)
                .outputType(Call.class)
                .build();
        return Agency.named("sealed").entryPoints(umpire).build();
    }

    @Produces
    @Singleton
    @Identifier("lite")
    Agency lite() {
        Agent lite = Agent.named("Lite")
                .instructions("Answer.")
                .model("litellm/openai/gpt-4o")
                .build();
        return Agency.named("lite").entryPoints(lite).build();
    }
}
