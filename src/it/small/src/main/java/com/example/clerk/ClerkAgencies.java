package com.example.clerk;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** One agency of one agent. */
class ClerkAgencies {

    @Produces
    @Singleton
    @Identifier("office")
    Agency office() {
        Agent clerk = Agent.named("Clerk")
                .instructions("Be brief.")
                .model("gpt-5.4-mini")
                .build();
        return Agency.named("office").entryPoints(clerk).build();
    }
}
