package io.agencyswarm.agui;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.agency.GuardrailResult;
import io.agencyswarm.agency.Reminder;
import io.agencyswarm.agency.SendTool;
import io.agencyswarm.testing.Visits;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** An agency whose tools change the state that they share with the client. */
@IfBuildProperty(name = "agui-tests.agencies", stringValue = "true")
class AguiAgencies {

    @Produces
    @Singleton
    @Identifier("office")
    Agency office(StateTools state) {
        Agent secretary = Agent.named("Secretary")
                .model("gpt-4o")
                .tools(state)
                .inputGuardrails(
                        (_, text) -> text.isBlank() ? GuardrailResult.trip("Say something.") : GuardrailResult.pass())
                .build();
        Agent archivist = Agent.named("Archivist").model("gpt-4o").tools(state).build();
        return Agency.named("office")
                .entryPoints(secretary)
                .handoff(secretary, archivist)
                .flow(secretary, archivist)
                .flow(secretary, archivist, SendTool.named("send_message_file"))
                .build();
    }

    /** An agent that is reminded of something. */
    @Produces
    @Singleton
    @Identifier("shop")
    Agency shop() {
        Agent seller = Agent.named("Seller")
                .model("gpt-4o")
                .reminders(Reminder.afterUserMessage("Be kind."))
                .build();
        return Agency.named("shop").entryPoints(seller).build();
    }

    @Produces
    @Singleton
    @Identifier("scoped")
    Agency scoped(Visits visits) {
        return visits.agency("scoped");
    }
}
