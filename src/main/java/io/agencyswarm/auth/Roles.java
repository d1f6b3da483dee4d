package io.agencyswarm.auth;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.AgencyCatalog;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.Config;

/** The rules of {@link AuthConfig}. Made at start, so that one for an agency that is not there stops the start. */
@Startup
@Singleton
public class Roles {

    private static final String PREFIX = "agency-swarm.auth.";
    private static final String VARIABLES = "AGENCY_SWARM_AUTH_ROLES_";

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
    Roles(AuthConfig config, Config settings, AgencyCatalog catalog) {
        Set<String> known = new HashSet<>();
        for (Agency agency : catalog.agencies()) {
            String setting = PREFIX + "roles." + agency.path();
            known.addAll(List.of(agency.path(), variable(setting)));
            // In the map as it was quoted; by the whole name for variables, of which the map sees those of one word
            // only.
            Optional.ofNullable(config.roles().get(agency.path()))
                    .or(() -> roles(setting, settings))
                    .map(roles -> new Rule("The agency " + agency.path() + " is", roles, setting))
                    .ifPresent(rule -> agencies.put(agency.path(), rule));
        }
        config.roles().keySet().forEach(path -> requireKnown(path, PREFIX + "roles." + path, known, catalog));
        settings.getPropertyNames().forEach(name -> {
            if (name.startsWith(VARIABLES)) {
                requireKnown(name, name, known, catalog);
            }
        });
        tools = config.toolRoles().map(roles -> new Rule("Tools are", roles, PREFIX + "tool-roles"));
        logs = config.logRoles().map(roles -> new Rule("Logs are", roles, PREFIX + "log-roles"));
    }

    /** Whether a caller may use the agency at a path. To be asked on the request's own threads. */
    public boolean allowAgency(Caller caller, String path) {
        return ofAgency(path).map(rule -> caller.hasOneOf(rule.roles())).orElse(true);
    }

    /** Whether a caller may use the served tools. To be asked on the request's own threads. */
    public boolean allowTools(Caller caller) {
        return tools.map(rule -> caller.hasOneOf(rule.roles())).orElse(true);
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

    private static Optional<Set<String>> roles(String setting, Config settings) {
        Optional<List<String>> roles = settings.getOptionalValues(setting, String.class);
        if (roles.isEmpty() && settings.getConfigValue(setting).getRawValue() != null) {
            throw new ConfigurationException(
                    setting + " names no role, so that it is not clear who may use the agency. Name"
                            + " one, or take the setting out to let all who are authenticated.");
        }
        return roles.map(Set::copyOf);
    }

    private static void requireKnown(String name, String setting, Set<String> known, AgencyCatalog catalog) {
        if (!known.contains(name)) {
            throw new ConfigurationException(setting
                    + " is for an agency that is not served. Name one as its address does: "
                    + catalog.agencies().stream().map(Agency::path).sorted().toList());
        }
    }

    private static String variable(String setting) {
        return setting.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
