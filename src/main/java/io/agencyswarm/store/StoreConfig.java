package io.agencyswarm.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** Where runs and threads are kept. */
@ConfigMapping(prefix = "agency-swarm.store")
public interface StoreConfig {

    /** The kinds of stores. */
    enum StoreKind {
        /** In the process; nothing is left after a restart. */
        MEMORY,
        /** In a SQLite file, for one process. */
        EMBEDDED,
        /** In PostgreSQL, for any number of processes. */
        POSTGRESQL
    }

    /** The kind of store. In memory by default; in dev mode in a file under {@code target}. */
    @WithDefault("memory")
    StoreKind kind();

    /** The most bytes of items that the store in memory holds; runs that ended first go first. A tenth of the heap by default. */
    Optional<@Min(1048576) Long> maxBytes();

    /** The file of the embedded store. */
    @WithDefault("agency-swarm.db")
    Path path();

    /** PostgreSQL's address, as {@code jdbc:postgresql://host:5432/database}. Needed for that kind. */
    Optional<String> url();

    /** PostgreSQL's user. */
    Optional<String> username();

    /** The user's password. */
    Optional<String> password();

    /** The schema in which the tables are made, and which is made where it is not there. */
    @WithDefault("agency_swarm")
    String schema();

    /** Connections to PostgreSQL at a time. */
    @WithDefault("10")
    @Min(1)
    int connections();

    /** How long a call waits for the store before it fails; 5 s by default. */
    @WithDefault("5s")
    @DurationMin(millis = 1, message = "must be between 1ms and 1 day, but is ${validatedValue}")
    @DurationMax(days = 1, message = "must be between 1ms and 1 day, but is ${validatedValue}")
    Duration timeout();
}
