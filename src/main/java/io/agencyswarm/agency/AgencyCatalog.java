package io.agencyswarm.agency;

import io.agencyswarm.tool.ServedTools;
import io.agencyswarm.tool.Tool;
import io.quarkus.arc.All;
import io.quarkus.arc.InstanceHandle;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.annotation.Annotation;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The agencies that the application serves: every bean of type {@link Agency}. Made at start, so that whatever is wrong
 * with one of them stops the start with a sentence.
 */
@Startup
@Singleton
public class AgencyCatalog {

    /** First parts of addresses that the service itself uses. */
    private static final Set<String> RESERVED = Set.of("tool", "docs", "redoc", "q", "openapi.json", "get_logs");

    private final Map<String, Agency> byPath = new LinkedHashMap<>();
    private final Map<String, Tool> servedTools = new LinkedHashMap<>();

    @Inject
    AgencyCatalog(@All List<InstanceHandle<Agency>> beans, ServedTools marked) {
        for (InstanceHandle<Agency> bean : beans) {
            add(bean);
        }
        marked.tools().forEach(this::serve);
        for (Agency agency : byPath.values()) {
            agency.agents().forEach(agent -> agent.tools().forEach(this::serve));
        }
    }

    /** All agencies, in no particular order. */
    public Collection<Agency> agencies() {
        return Collections.unmodifiableCollection(byPath.values());
    }

    /**
     * The agency at an address.
     *
     * @param path the first part of the address, decoded
     */
    public Optional<Agency> find(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    /** The tools that clients may call directly, by name. */
    public Map<String, Tool> servedTools() {
        return Collections.unmodifiableMap(servedTools);
    }

    private void add(InstanceHandle<Agency> bean) {
        Agency agency = bean.get();
        for (Annotation qualifier : bean.getBean().getQualifiers()) {
            if (qualifier instanceof Identifier identifier
                    && !identifier.value().equals(agency.name())) {
                throw new ConfigurationException("The bean " + bean.getBean() + " is identified as \""
                        + identifier.value() + "\", but its agency is named \"" + agency.name()
                        + "\". Give both the same name.");
            }
        }
        if (RESERVED.contains(agency.path())) {
            throw new ConfigurationException("The agency \"" + agency.name() + "\" of the bean " + bean.getBean()
                    + " would hide an address of the service itself (" + RESERVED + "). Rename it.");
        }
        Agency other = byPath.putIfAbsent(agency.path(), agency);
        if (other != null) {
            throw new ConfigurationException("Two agencies would be served at /" + agency.path() + ": \"" + other.name()
                    + "\" and \"" + agency.name() + "\" of the bean " + bean.getBean() + ". Rename one of them.");
        }
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
