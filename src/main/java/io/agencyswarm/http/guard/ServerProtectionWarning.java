package io.agencyswarm.http.guard;

import io.agencyswarm.auth.OidcProvider;
import io.agencyswarm.run.RunLimitsConfig;
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
 * Warns once, at the start of an application that includes the agencies, about server settings that leave the agencies
 * without protections of the service. The jar does not set them, because they affect the application's own pages too.
 */
@Singleton
class ServerProtectionWarning {

    private static final Logger LOG = Logger.getLogger(ServerProtectionWarning.class);

    private final ServicePaths paths;
    private final RunLimitsConfig runLimits;
    private final OidcProvider provider;
    private final Config config;

    @Inject
    ServerProtectionWarning(ServicePaths paths, RunLimitsConfig runLimits, OidcProvider provider, Config config) {
        this.paths = paths;
        this.runLimits = runLimits;
        this.provider = provider;
        this.config = config;
    }

    void check(@Observes StartupEvent started) {
        List<String> missing = paths.isWholeServer() ? List.of() : missingSettings();
        if (!missing.isEmpty()) {
            LOG.warnf(
                    "The agencies lack protections that are server settings, which this jar does not change: %s. See"
                            + " src/docs/security.md of Agency Swarm for the values of its own service.",
                    String.join("; ", missing));
        }
    }

    private List<String> missingSettings() {
        List<String> missing = new ArrayList<>();
        if (!isSet("quarkus.http.limits.max-connections")) {
            missing.add("quarkus.http.limits.max-connections is not set, so the number of connections is not limited");
        }
        if (config.getOptionalValue("quarkus.http.http2", Boolean.class).orElse(true)
                && !isSet("quarkus.http.limits.max-concurrent-streams")) {
            missing.add("quarkus.http.http2 is on without quarkus.http.limits.max-concurrent-streams, so one"
                    + " connection may have any number of concurrent requests");
        }
        Duration idle = config.getOptionalValue("quarkus.http.idle-timeout", Duration.class)
                .orElse(Duration.ZERO);
        if (idle.isPositive() && (runLimits.runTime().isZero() || idle.compareTo(runLimits.runTime()) <= 0)) {
            missing.add("quarkus.http.idle-timeout is " + idle.toSeconds()
                    + " s and aborts responses that take longer, which agency-swarm.limits.run-time allows");
        }
        if (!isSet("quarkus.shutdown.timeout")) {
            missing.add("quarkus.shutdown.timeout is not set, so a shutdown aborts open streams at once");
        }
        if (provider.enabled()
                && !config.getOptionalValue("quarkus.oidc.token.subject-required", Boolean.class)
                        .orElse(false)) {
            missing.add(
                    "quarkus.oidc.token.subject-required is off, so callers whose tokens have no subject share their"
                            + " runs");
        }
        if (!isSet("quarkus.log.console.filter")) {
            missing.add("quarkus.log.console.filter is not set, so texts of models and tools can forge log lines and"
                    + " write keys to the log");
        }
        return missing;
    }

    private boolean isSet(String key) {
        return config.getOptionalValue(key, String.class).isPresent();
    }
}
