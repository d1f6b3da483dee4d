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

/**
 * The role rules of {@link AuthConfig}. Created at startup, so that startup fails if a rule is for an unknown agency.
 */
@Startup
@Singleton
public class RoleRules {

    private static final String PREFIX = "agency-swarm.auth.";
    private static final String VARIABLES = "AGENCY_SWARM_AUTH_ROLES_";

    private final Map<String, Rule> agencies = new HashMap<>();
    private final Optional<Rule> tools;
    private final Optional<Rule> logs;

    /**
     * The roles of which a caller needs one.
     *
     * @param clause what the rule protects, with its verb: the beginning of a sentence
     * @param roles the roles; one of them is enough
     * @param setting the key that defines the rule
     */
    record Rule(String clause, Set<String> roles, String setting) {

        Rule {
            roles = new TreeSet<>(roles);
        }

        /** The message for a caller who has none of the roles. */
        String sentence() {
            return clause + " for callers with one of the roles " + roles + " (" + setting + ").";
        }
    }

    @Inject
    RoleRules(AuthConfig config, Config settings, AgencyCatalog catalog) {
        Set<String> names = new HashSet<>();
        for (Agency agency : catalog.agencies()) {
            String setting = PREFIX + "roles." + agency.path();
            names.addAll(List.of(agency.path(), variable(setting)));
            // The map has keys that are written with quotes. Variables are looked up by their complete name, because
            // the map has only those of one word.
            Optional.ofNullable(config.roles().get(agency.path()))
                    .or(() -> roles(setting, settings))
                    .map(roles -> new Rule("The agency " + agency.path() + " is", roles, setting))
                    .ifPresent(rule -> agencies.put(agency.path(), rule));
        }
        config.roles().keySet().forEach(path -> requireExisting(path, PREFIX + "roles." + path, names, catalog));
        settings.getPropertyNames().forEach(name -> {
            if (name.startsWith(VARIABLES)) {
                requireExisting(name, name, names, catalog);
            }
        });
        tools = config.toolRoles().map(roles -> new Rule("Tools are", roles, PREFIX + "tool-roles"));
        logs = config.logRoles().map(roles -> new Rule("Logs are", roles, PREFIX + "log-roles"));
    }

    /** Returns whether a caller may use the agency at a path. Call it on the request's own threads only. */
    public boolean allowAgency(Caller caller, String path) {
        return ofAgency(path).map(rule -> caller.hasOneOf(rule.roles())).orElse(true);
    }

    /** Returns whether a caller may use the served tools. Call it on the request's own threads only. */
    public boolean allowTools(Caller caller) {
        return tools.map(rule -> caller.hasOneOf(rule.roles())).orElse(true);
    }

    /** Returns the rule for an agency, or empty if there is no rule or no such agency. */
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
                    setting + " has no role. Name at least one role, or remove the setting to allow all authenticated"
                            + " callers.");
        }
        return roles.map(Set::copyOf);
    }

    private static void requireExisting(String name, String setting, Set<String> names, AgencyCatalog catalog) {
        if (!names.contains(name)) {
            throw new ConfigurationException(setting
                    + " is for an agency that is not served. Use one of these paths: "
                    + catalog.agencies().stream().map(Agency::path).sorted().toList());
        }
    }

    private static String variable(String setting) {
        return setting.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
