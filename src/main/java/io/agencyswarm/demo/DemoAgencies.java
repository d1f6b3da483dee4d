package io.agencyswarm.demo;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Two small agencies: one delegates, the other hands over. */
class DemoAgencies {

    /** The concierge asks the forecaster and answers the user itself. */
    @Produces
    @Singleton
    @Identifier("travel")
    Agency travel(ForecastTools forecasts) {
        Agent concierge = Agent.named("Concierge")
                .description("Plans trips and talks to the traveller")
                .instructions("You plan trips. Ask the Forecaster about the weather; never guess it.")
                .tools(PackingList.class)
                .conversationStarters("What is the weather in Oslo?", "What should I pack for 3 days in Lisbon?")
                .build();
        Agent forecaster = Agent.named("Forecaster")
                .description("Knows the weather of the next days")
                .instructions("You tell the weather of the place you are asked about, in one sentence.")
                .tools(forecasts)
                .build();
        return Agency.named("travel")
                .entryPoints(concierge)
                .flow(concierge, forecaster)
                .sharedInstructions("Answer in two sentences at most.")
                .build();
    }

    /** Triage finds out what the customer needs and hands the conversation over permanently. */
    @Produces
    @Singleton
    @Identifier("helpdesk")
    Agency helpdesk(InvoiceTools invoices) {
        Agent triage = Agent.named("Triage")
                .description("Finds out who can help")
                .instructions("You find out what the customer needs and hand over to the agent who can help.")
                .conversationStarters("I have a question about invoice 1001", "My router does not start")
                .build();
        Agent billing = Agent.named("Billing")
                .description("Answers questions about invoices")
                .instructions("You answer questions about invoices. Look an invoice up before you speak about it.")
                .tools(invoices)
                .build();
        Agent technician = Agent.named("Technician")
                .description("Gets devices to work again")
                .instructions("You help with devices, one step at a time.")
                .build();
        return Agency.named("helpdesk")
                .entryPoints(triage)
                .handoff(triage, billing, technician)
                .build();
    }
}
