package io.agencyswarm.service.ask;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.ask.Agencies;
import io.agencyswarm.ask.Question;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.math.BigDecimal;
import java.time.LocalDate;

/** The example of the manual's page on asking from Java, an application without a chat. */
@Path("/invoices")
@IfBuildProperty(name = "service-tests.agencies", stringValue = "true")
class InvoiceResource {

    /** The booked part of an invoice. */
    record Invoice(String number, BigDecimal total, LocalDate due) {}

    @Inject
    Agencies agencies;

    @POST
    @RunOnVirtualThread
    public Invoice read(String letter) {
        return agencies.ask("accounts", Question.of(letter)).as(Invoice.class);
    }

    @Produces
    @Singleton
    @Identifier("accounts")
    static Agency accounts() {
        Agent reader = Agent.named("Reader")
                .instructions("Read the invoice in the letter.")
                .model("gpt-4o-mini")
                .outputType(Invoice.class)
                .build();
        return Agency.named("accounts").entryPoints(reader).build();
    }
}
