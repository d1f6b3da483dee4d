package io.agencyswarm.http.guard;

import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.inject.Singleton;

/** Exists if the application is built with the contract's own endpoints, which AG-UI's replace. */
@Singleton
@UnlessBuildProfile("agui")
class ContractEndpoints {}
