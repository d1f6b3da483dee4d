package io.agencyswarm.store.jdbc;

import io.agencyswarm.optional.IfLibrary;
import io.agencyswarm.optional.OptionalLibrary;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/**
 * Creates the tables, or brings them up to date. Several processes may do so at the same time: Flyway takes a lock.
 * Independent of an application's own Flyway: the scripts are in this package, and the history table has its own name.
 */
final class Migrations {

    private static final String HISTORY = "agency_swarm_history";

    /** The scripts of each database, in its folder. New scripts must be added here. */
    private static final List<String> SCRIPTS = List.of("V1__runs_and_threads.sql");

    private Migrations() {}

    /**
     * Runs the scripts that have not run yet.
     *
     * @param folder the database's folder of scripts, beside this class
     * @param schema the schema of the tables, created if it does not exist; null for the connection's default
     * @param place the setting and the place of the tables, as the subject of a sentence
     * @throws ConfigurationException if the tables are those of another version
     * @throws FlywayException if a script fails
     */
    static void run(DataSource source, String folder, @Nullable String schema, String place) {
        FluentConfiguration flyway = Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(source)
                .resourceProvider(new Scripts(folder))
                .javaMigrationClassProvider(List::of)
                .placeholderReplacement(false)
                .table(HISTORY);
        if (schema != null) {
            flyway.defaultSchema(schema).schemas(schema).createSchemas(true);
        }
        try {
            flyway.load().migrate();
        } catch (FlywayValidateException _) {
            // Flyway's own message advises to repair its history, which would leave the tables as they are.
            throw new ConfigurationException(place
                    + " has the tables of another version of this service, which this version can't use. Run that"
                    + " version, or begin with an empty one.");
        }
    }

    /** Finds the scripts by name instead of scanning, which would find nothing in a native executable. */
    private record Scripts(String folder) implements ResourceProvider {

        @Override
        public @Nullable LoadableResource getResource(String name) {
            return SCRIPTS.contains(name) ? new MigrationScript(folder, name) : null;
        }

        @Override
        public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
            return SCRIPTS.stream()
                    .filter(name ->
                            name.startsWith(prefix) && Arrays.stream(suffixes).anyMatch(name::endsWith))
                    .<LoadableResource>map(name -> new MigrationScript(folder, name))
                    .toList();
        }
    }

    /** A script on the class path. Annotated, because Quarkus would otherwise look for its superclass. */
    @IfLibrary(OptionalLibrary.FLYWAY)
    private static final class MigrationScript extends LoadableResource {

        private final String folder;
        private final String name;

        MigrationScript(String folder, String name) {
            this.folder = folder;
            this.name = name;
        }

        @Override
        public Reader read() {
            InputStream script = Migrations.class.getResourceAsStream(getRelativePath());
            return new InputStreamReader(Objects.requireNonNull(script, name), StandardCharsets.UTF_8);
        }

        @Override
        public String getAbsolutePath() {
            return "io/agencyswarm/store/jdbc/" + getRelativePath();
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return getAbsolutePath();
        }

        @Override
        public String getFilename() {
            return name;
        }

        @Override
        public String getRelativePath() {
            return folder + "/" + name;
        }
    }
}
