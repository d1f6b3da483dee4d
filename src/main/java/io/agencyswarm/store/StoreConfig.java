package io.agencyswarm.store;

import io.agencyswarm.setting.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The store of runs and threads. */
@ConfigMapping(prefix = "agency-swarm.store")
public interface StoreConfig {

    /** The kinds of stores. */
    enum StoreKind {
        /** In memory, for one process. Nothing outlives a restart. */
        MEMORY,
        /** In a SQLite file, for one process. */
        EMBEDDED,
        /** In PostgreSQL, for any number of processes. */
        POSTGRESQL
    }

    /** The kind of store. */
    @WithDefault("memory")
    StoreKind kind();

    /**
     * Maximum total size of the items in the store {@code memory}, in bytes. The runs that ended first are discarded
     * first. By default a tenth of the heap. The limit can't be disabled.
     */
    Optional<@Range(min = "1048576") Long> maxBytes();

    /** The file of the store {@code embedded}. */
    @WithDefault("agency-swarm.db")
    Path path();

    /**
     * The address of PostgreSQL, as {@code jdbc:postgresql://host:5432/database}. Required with the store
     * {@code postgresql}.
     */
    Optional<String> url();

    /** The user of PostgreSQL. By default none is sent. */
    Optional<String> username();

    /** The user's password. By default none is sent. */
    Optional<String> password();

    /** The schema of the tables. It is created if it does not exist. */
    @WithDefault("agency_swarm")
    String schema();

    /** Maximum number of connections to PostgreSQL. The limit can't be disabled. */
    @WithDefault("10")
    @Range(min = "1")
    int connections();

    /** Timeout for a call of the store. A call that takes longer fails. The limit can't be disabled. */
    @WithDefault("5s")
    @Range(min = "1ms", max = "1d")
    Duration timeout();
}
