package io.agencyswarm.agency;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.tool.Tool;
import io.agencyswarm.tool.served.ServedTools;
import io.quarkus.arc.All;
import io.quarkus.arc.InjectableBean;
import io.quarkus.arc.InstanceHandle;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.lang.annotation.Annotation;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The agencies that the application serves, which are all beans of type {@link Agency}, and the tools that clients may
 * call directly. Created at startup, so that startup fails with an error message if one of them is not valid.
 */
@Startup
@Singleton
public class AgencyCatalog {

    /** First parts of paths that the service itself uses. */
    private static final Set<String> RESERVED = Set.of("tool", "docs", "redoc", "q", "openapi.json", "get_logs");

    private static final Logger LOG = Logger.getLogger(AgencyCatalog.class);

    /** Only a warning, because a request or a tool may name any agent. */
    private static final String UNREACHABLE_AGENT =
            "Agent %s of agency \"%s\" is not an entry point, and no flow leads to it from one. Only tools and requests"
                    + " that name it reach it. Add a flow or a handoff to it, or make it an entry point.";

    private final Map<String, Agency> byPath = new LinkedHashMap<>();
    private final Map<String, Tool> servedTools = new LinkedHashMap<>();

    @Inject
    AgencyCatalog(@All List<InstanceHandle<Agency>> beans, Provider<ServedTools> annotatedTools) {
        orConfigurationError("A class with @ServedTool is not a valid tool", annotatedTools::get)
                .tools()
                .forEach(this::serve);
        for (InstanceHandle<Agency> bean : beans) {
            Agency agency = orConfigurationError(
                    "The agency that " + producer(bean.getBean()) + " produces can't be created", bean::get);
            add(bean.getBean(), agency);
            agency.unreachableAgents()
                    .forEach(unreachable -> LOG.warnf(UNREACHABLE_AGENT, unreachable.name(), agency.name()));
        }
        for (Agency agency : byPath.values()) {
            agency.agents().forEach(agent -> agency.tools(agent).forEach(this::serve));
        }
    }

    /** Returns all agencies, in no particular order. */
    public Collection<Agency> agencies() {
        return Collections.unmodifiableCollection(byPath.values());
    }

    /**
     * Returns the agency at a path.
     *
     * @param path the first part of the request's path, decoded
     */
    public Optional<Agency> find(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    /** Returns the tools that clients may call directly, by name. */
    public Map<String, Tool> servedTools() {
        return Collections.unmodifiableMap(servedTools);
    }

    private void add(InjectableBean<Agency> bean, Agency agency) {
        for (Annotation qualifier : bean.getQualifiers()) {
            // @Named is not required, but an author who uses it means the agency's name too.
            String identified = switch (qualifier) {
                case Identifier identifier -> identifier.value();
                case Named named -> named.value();
                default -> agency.name();
            };
            if (!identified.equals(agency.name())) {
                throw new ConfigurationException(producer(bean) + " identifies an agency as \"" + identified
                        + "\" that is named \"" + agency.name() + "\". Give both the same name.");
            }
        }
        if (RESERVED.contains(agency.path())) {
            throw new ConfigurationException("The agency \"" + agency.name() + "\" that " + producer(bean)
                    + " produces would hide an address of the service itself (" + RESERVED + "). Rename it.");
        }
        Agency other = byPath.putIfAbsent(agency.path(), agency);
        if (other != null) {
            throw new ConfigurationException("Two agencies would be served at /" + agency.path() + ": \"" + other.name()
                    + "\" and \"" + agency.name() + "\", which " + producer(bean) + " produces. Rename one of them.");
        }
    }

    /** Throws without a cause: Quarkus then prints the message alone. */
    private static <T> T orConfigurationError(String failureText, Supplier<T> maker) {
        try {
            return maker.get();
        } catch (AgencyException e) {
            throw new ConfigurationException(failureText + ": " + e.getMessage());
        }
    }

    private static String producer(InjectableBean<?> bean) {
        return bean.getBeanClass().getName();
    }

    private void serve(Tool tool) {
        if (!tool.served()) {
            return;
        }
        Tool other = servedTools.putIfAbsent(tool.spec().name(), tool);
        if (other != null && !other.spec().equals(tool.spec())) {
            throw new ConfigurationException("Two different tools would be served at /tool/"
                    + tool.spec().name() + ". Rename one, or take @ServedTool off one of them.");
        }
    }
}
