package io.agencyswarm.http;

import io.agencyswarm.auth.OidcProvider;
import io.agencyswarm.run.RunConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/**
 * Says once, at the start of an application that has agencies besides, which settings of its server leave these without
 * a protection that the service has. The jar does not set them, because they act on the application's own pages too.
 */
@Singleton
class ServerProtections {

    private static final Logger LOG = Logger.getLogger(ServerProtections.class);

    private final ServicePaths paths;
    private final RunConfig runs;
    private final OidcProvider provider;
    private final Config config;

    @Inject
    ServerProtections(ServicePaths paths, RunConfig runs, OidcProvider provider, Config config) {
        this.paths = paths;
        this.runs = runs;
        this.provider = provider;
        this.config = config;
    }

    void check(@Observes StartupEvent started) {
        List<String> missing = paths.isWholeServer() ? List.of() : missing();
        if (!missing.isEmpty()) {
            LOG.warnf(
                    "The agencies lack protections that are settings of the whole server, which this jar does not change:"
                            + " %s. src/docs/security.md of Agency Swarm has the values that its own service uses.",
                    String.join("; ", missing));
        }
    }

    private List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (!isSet("quarkus.http.limits.max-connections")) {
            missing.add("quarkus.http.limits.max-connections is not set, so that connections are not limited");
        }
        if (config.getOptionalValue("quarkus.http.http2", Boolean.class).orElse(true)
                && !isSet("quarkus.http.limits.max-concurrent-streams")) {
            missing.add("quarkus.http.http2 is on without quarkus.http.limits.max-concurrent-streams, so that one"
                    + " connection may open any number of requests");
        }
        Duration idle = config.getOptionalValue("quarkus.http.idle-timeout", Duration.class)
                .orElse(Duration.ZERO);
        if (idle.isPositive() && (runs.runTime().isZero() || idle.compareTo(runs.runTime()) <= 0)) {
            missing.add("quarkus.http.idle-timeout is " + idle.toSeconds()
                    + " s and ends plain answers that take longer," + " which agency-swarm.limits.run-time allows");
        }
        if (!isSet("quarkus.shutdown.timeout")) {
            missing.add("quarkus.shutdown.timeout is not set, so that a stop ends open streams at once");
        }
        if (provider.enabled()
                && !config.getOptionalValue("quarkus.oidc.token.subject-required", Boolean.class)
                        .orElse(false)) {
            missing.add(
                    "quarkus.oidc.token.subject-required is off, so that tokens without a subject share their runs");
        }
        if (!isSet("quarkus.log.console.filter")) {
            missing.add(
                    "quarkus.log.console.filter is not set, so that texts of models and tools can begin lines of the log"
                            + " and show keys in it");
        }
        return missing;
    }

    private boolean isSet(String key) {
        return config.getOptionalValue(key, String.class).isPresent();
    }
}
