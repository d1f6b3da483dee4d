package io.agencyswarm.quirks;

import dev.langchain4j.agent.tool.Tool;
import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.model.ModelSettings;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;

/** An agency with an agent for each format. Each may ask and hand over to the others. */
@Singleton
@IfBuildProperty(name = "service-tests.agencies", stringValue = "true")
class ProviderAgencies {

    static final String NAME = "providers";

    @Tool("Adds two numbers.")
    long add(long a, long b) {
        return a + b;
    }

    @Produces
    @Singleton
    @Identifier(NAME)
    @IfBuildProperty(name = "service-tests.agencies", stringValue = "true")
    Agency providers() {
        Map<Speaker, Agent> agents = new EnumMap<>(Speaker.class);
        for (Speaker speaker : Speaker.values()) {
            agents.put(speaker, agent(speaker));
        }
        Agency.Builder agency = Agency.named(NAME).entryPoints(agents.values().toArray(Agent[]::new));
        agents.values()
                .forEach(one -> agents.values().stream()
                        .filter(other -> other != one)
                        .forEach(other -> agency.flow(one, other).handoff(one, other)));
        return agency.build();
    }

    /** Claude thinks, so the rules for thinking apply to its requests. */
    private Agent agent(Speaker speaker) {
        ModelSettings settings = switch (speaker) {
            case CLAUDE, BEDROCK ->
                ModelSettings.builder().reasoningEffort("high").build();
            case RESPONSES, CHAT, DEEPSEEK, MISTRAL, GEMINI, OLLAMA -> ModelSettings.DEFAULTS;
        };
        return Agent.named(speaker.name())
                .instructions("You are " + speaker + ".")
                .model(speaker.model())
                .settings(settings)
                .tools(this)
                .build();
    }
}
