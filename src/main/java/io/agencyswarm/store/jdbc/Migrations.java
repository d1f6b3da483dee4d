package io.agencyswarm.store.jdbc;

import io.agencyswarm.optional.IfLibrary;
import io.agencyswarm.optional.OptionalLibrary;
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
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/**
 * Makes the tables, or brings them up to date. Several processes may do so at a time: Flyway takes a lock. An application's
 * own Flyway has nothing to do with it: the scripts are this package's, and the history table has a name of its own.
 */
final class Migrations {

    private static final String HISTORY = "agency_swarm_history";

    /** Of each database, in its folder. A new one is to be named here. */
    private static final List<String> SCRIPTS = List.of("V1__runs_and_threads.sql");

    private Migrations() {}

    /**
     * Runs what has not run yet.
     *
     * @param folder the database's folder of scripts, beside this class
     * @param schema where the tables are, made where it is not there; null for the one that there is
     * @throws FlywayException if that fails
     */
    static void run(DataSource source, String folder, @Nullable String schema) {
        FluentConfiguration flyway = Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(source)
                .resourceProvider(new Scripts(folder))
                .javaMigrationClassProvider(List::of)
                .placeholderReplacement(false)
                .table(HISTORY);
        if (schema != null) {
            flyway.defaultSchema(schema).schemas(schema).createSchemas(true);
        }
        flyway.load().migrate();
    }

    /** The scripts by their names. Nothing is scanned for, which would find nothing in a native executable. */
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

    /** A script on the class path. Marked, because Quarkus would look for the class that it extends. */
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
