package io.agencyswarm.auth;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.AgencyCatalog;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The rules of {@link AuthConfig}. Made at start, so that one for an agency that is not there stops the start. */
@Startup
@Singleton
class Roles {

    private static final String PREFIX = "agency-swarm.auth.";

    private final Map<String, Rule> agencies = new HashMap<>();
    private final Optional<Rule> tools;
    private final Optional<Rule> logs;

    /**
     * What a caller needs.
     *
     * @param place what it is needed for, as the beginning of a sentence
     * @param roles any one of them
     * @param setting that says so
     */
    record Rule(String place, Set<String> roles, String setting) {

        Rule {
            roles = new TreeSet<>(roles);
        }

        /** The rule for a caller who does not meet it. */
        String sentence() {
            return place + " for callers with one of the roles " + roles + " (" + setting + ").";
        }
    }

    @Inject
    Roles(AuthConfig config, AgencyCatalog catalog) {
        config.roles().forEach((path, roles) -> agencies.put(path, ofAgency(path, roles, catalog)));
        tools = config.toolRoles().map(roles -> new Rule("Tools are", roles, PREFIX + "tool-roles"));
        logs = config.logRoles().map(roles -> new Rule("Logs are", roles, PREFIX + "log-roles"));
    }

    /** The rule for an agency; empty where there is none, or no such agency. */
    Optional<Rule> ofAgency(String path) {
        return Optional.ofNullable(agencies.get(path));
    }

    Optional<Rule> ofTools() {
        return tools;
    }

    Optional<Rule> ofLogs() {
        return logs;
    }

    private static Rule ofAgency(String path, Set<String> roles, AgencyCatalog catalog) {
        String setting = PREFIX + "roles." + path;
        if (catalog.find(path).isEmpty()) {
            throw new ConfigurationException(setting
                    + " is for an agency that is not served. Name one as its address does: "
                    + catalog.agencies().stream().map(Agency::path).sorted().toList());
        }
        return new Rule("The agency " + path + " is", roles, setting);
    }
}
