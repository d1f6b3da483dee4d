package com.example.shop;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The shop's one agency. */
class ShopAgencies {

    @Produces
    @Singleton
    @Identifier("help")
    Agency help() {
        Agent clerk = Agent.named("Clerk").instructions("Be brief.").build();
        return Agency.named("help").entryPoints(clerk).build();
    }
}
