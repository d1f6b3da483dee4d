package io.agencyswarm.store;

import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;

/** Opens the store that {@code agency-swarm.store.kind} names, and closes it at shutdown. */
class StoreProducer {

    @Produces
    @Singleton
    Store open(StoreConfig config, Instance<Store.StoreFactory> factories) {
        return factory(config.kind(), factories.stream().toList()).open();
    }

    void close(@Disposes Store store) throws Exception {
        if (store instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }

    /**
     * Returns the factory of this kind.
     *
     * @throws ConfigurationException if there is none
     */
    static Store.StoreFactory factory(StoreConfig.StoreKind kind, List<Store.StoreFactory> factories) {
        return factories.stream()
                .filter(factory -> factory.kind() == kind)
                .findFirst()
                .orElseThrow(() -> new ConfigurationException("agency-swarm.store.kind is \""
                        + kind.name().toLowerCase(Locale.ROOT) + "\", but the application has no bean that opens such a"
                        + " store. " + fix(kind)));
    }

    private static String fix(StoreConfig.StoreKind kind) {
        return switch (kind) {
            case MEMORY -> "Do not exclude the beans of io.agencyswarm.store.memory.";
            case EMBEDDED -> needs("org.xerial:sqlite-jdbc");
            case POSTGRESQL -> needs("org.postgresql:postgresql");
        };
    }

    private static String needs(String driver) {
        return "Add the dependency " + driver + ", and do not exclude the beans of io.agencyswarm.store.jdbc; or set"
                + " agency-swarm.store.kind=memory.";
    }
}
