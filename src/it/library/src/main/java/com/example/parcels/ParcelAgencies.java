package com.example.parcels;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The application's one agency. */
class ParcelAgencies {

    @Produces
    @Singleton
    @Identifier("parcels")
    Agency parcels(ParcelTools tools) {
        Agent clerk = Agent.named("Clerk")
                .instructions("You know where parcels are.")
                .tools(tools)
                .build();
        return Agency.named("parcels").entryPoints(clerk).build();
    }
}
