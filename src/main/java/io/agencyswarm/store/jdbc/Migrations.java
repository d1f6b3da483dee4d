package io.agencyswarm.store.jdbc;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Makes the tables, or brings them up to date. Several processes may do so at a time: Flyway takes a lock. An application's
 * own Flyway has nothing to do with it: the folder is this package's, and the history table has a name of its own.
 */
final class Migrations {

    private static final String FOLDER = "classpath:io/agencyswarm/store/jdbc/";
    private static final String HISTORY = "agency_swarm_history";

    private Migrations() {}

    /**
     * Runs what has not run yet.
     *
     * @param folder the database's folder of scripts
     * @param schema where the tables are, made where it is not there; null for the one that there is
     * @throws FlywayException if that fails
     */
    static void run(DataSource source, String folder, @Nullable String schema) {
        FluentConfiguration flyway = Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(source)
                .locations(FOLDER + folder)
                .failOnMissingLocations(true)
                .placeholderReplacement(false)
                .table(HISTORY);
        if (schema != null) {
            flyway.defaultSchema(schema).schemas(schema).createSchemas(true);
        }
        flyway.load().migrate();
    }
}
