package io.agencyswarm.service.agent;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.core.type.TypeReference;
import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.agency.Guardrail;
import io.agencyswarm.agency.GuardrailResult;
import io.agencyswarm.service.Gates;
import io.agencyswarm.service.RuledTools;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Agents with guardrails, output types or quick replies. */
@IfBuildProperty(name = "service-tests.agencies", stringValue = "true")
class SupervisedAgencies {

    /** The answer of the clerk. */
    record Invoice(
            @JsonPropertyDescription("Who pays.") String payer,
            @Min(0) @Max(1000) int amount,
            List<Line> lines,
            @Nullable String note) {}

    /** A line of an invoice. */
    record Line(String text, Kind kind) {}

    /** The kind of a line. */
    enum Kind {
        GOODS,
        WORK
    }

    /** The answer of a judge. */
    sealed interface Verdict {

        record Passed(int points) implements Verdict {}

        record Refused(String why) implements Verdict {}
    }

    @Produces
    @Singleton
    @Identifier("office")
    Agency office(Gates gates) {
        Agent lead = agent("Lead").build();
        Agent strict = agent("Strict")
                .inputGuardrails(
                        tripOn("password", "Keep passwords to yourself."), tripOn("secret", "Keep it a secret."))
                .outputGuardrails(tripOn("SHOUT", "Do not shout."))
                .raiseInputGuardrailError(true)
                .validationAttempts(2)
                .build();
        Agent gentle = agent("Gentle")
                .inputGuardrails(tripOn("password", "Keep passwords to yourself."))
                .build();
        Agent broken = agent("Broken")
                .inputGuardrails((_, _) -> {
                    throw new IllegalStateException("the list of words is gone");
                })
                .build();
        Agent silent = agent("Silent").inputGuardrails((_, _) -> null).build();
        Agent host = agent("Host")
                .inputGuardrails(
                        (context, _) -> "acme".equals(context.userContext().get("tenant"))
                                ? GuardrailResult.pass()
                                : GuardrailResult.trip("For members only."))
                .build();
        Agent slow = agent("Slow")
                .inputGuardrails((_, _) -> {
                    gates.hold("guardrail");
                    return GuardrailResult.pass();
                })
                .build();
        Agent clerk = agent("Clerk").outputType(Invoice.class).build();
        return Agency.named("office")
                .entryPoints(lead, broken, silent, host, slow)
                .flow(lead, strict, gentle, clerk)
                .build();
    }

    @Produces
    @Singleton
    @Identifier("forms")
    Agency forms(RuledTools tools) {
        return Agency.named("forms")
                .entryPoints(
                        agent("Lister")
                                .outputType(new TypeReference<List<String>>() {})
                                .quickReplies("text {\"response\": [\"quick\"]}")
                                .build(),
                        agent("Counter").outputType(Integer.class).tools(tools).build(),
                        agent("Sorter").outputType(Kind.class).build(),
                        agent("Judge").outputType(Verdict.class).build())
                .build();
    }

    @Produces
    @Singleton
    @Identifier("reception")
    Agency reception() {
        return Agency.named("reception")
                .entryPoints(
                        agent("Greeter")
                                .quickReplies(
                                        "text Good day",
                                        "text Good evening",
                                        "text Good night",
                                        "fail 500",
                                        "text Password")
                                .conversationStarters("text Start")
                                .inputGuardrails(tripOn("Password", "No passwords."))
                                .build(),
                        agent("Eager")
                                .conversationStarters("text Start")
                                .cacheConversationStarters(true)
                                .build())
                .build();
    }

    private static Agent.Builder agent(String name) {
        return Agent.named(name).instructions("You are " + name + ".").model("gpt-4o");
    }

    private static Guardrail tripOn(String word, String guidance) {
        return (_, text) -> text.contains(word) ? GuardrailResult.trip(guidance) : GuardrailResult.pass();
    }
}
