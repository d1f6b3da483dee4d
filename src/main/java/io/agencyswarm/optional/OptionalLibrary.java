package io.agencyswarm.optional;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/** An optional library. Applications do not inherit it with this jar; one that needs it adds the dependency. */
public enum OptionalLibrary {
    /** Tokens of an OpenID Connect provider. */
    OIDC("io.quarkus:quarkus-oidc", "io.quarkus.oidc.Oidc"),
    /** JSON Web Tokens, a dependency of several extensions. */
    JWT("io.quarkus:quarkus-oidc", "org.eclipse.microprofile.jwt.JsonWebToken"),
    /** Traces. */
    OPENTELEMETRY("io.quarkus:quarkus-opentelemetry", "io.quarkus.opentelemetry.runtime.OpenTelemetryUtil"),
    /** Metrics. */
    MICROMETER(
            "io.quarkus:quarkus-micrometer-registry-prometheus", "io.quarkus.micrometer.runtime.MeterFilterConstraint"),
    /** Health checks. */
    HEALTH("io.quarkus:quarkus-smallrye-health", "io.smallrye.health.api.HealthGroup"),
    /** The OpenAPI document. */
    OPENAPI("io.quarkus:quarkus-smallrye-openapi", "io.quarkus.smallrye.openapi.OpenApiFilter"),
    /** The page at {@code /redoc}. */
    REDOC("org.webjars:redoc", "META-INF/maven/org.webjars/redoc/pom.properties"),
    /** OpenAPI documents in YAML, for tools. */
    YAML(
            "com.fasterxml.jackson.dataformat:jackson-dataformat-yaml",
            "com.fasterxml.jackson.dataformat.yaml.YAMLFactory"),
    /** The tables of the store in a file. */
    FLYWAY("org.flywaydb:flyway-core", "org.flywaydb.core.Flyway"),
    /** The tables of the store in PostgreSQL; depends on {@link #FLYWAY}. */
    FLYWAY_POSTGRESQL(
            "org.flywaydb:flyway-database-postgresql", "org.flywaydb.database.postgresql.PostgreSQLDatabaseType"),
    /** The database in a file. */
    SQLITE("org.xerial:sqlite-jdbc", "org.sqlite.JDBC"),
    /** The database that several processes share. */
    POSTGRESQL("org.postgresql:postgresql", "org.postgresql.Driver"),
    /** Templates of the playground and of the Dev UI page. */
    LIT_HTML("org.mvnpm:lit-html", "META-INF/maven/org.mvnpm/lit-html/pom.properties"),
    /** Markdown in the playground. */
    MARKED("org.mvnpm:marked", "META-INF/maven/org.mvnpm/marked/pom.properties"),
    /** Sanitized HTML in the playground. */
    DOMPURIFY("org.mvnpm:dompurify", "META-INF/maven/org.mvnpm/dompurify/pom.properties");

    private final String artifact;
    private final String content;

    OptionalLibrary(String artifact, String content) {
        this.artifact = artifact;
        this.content = content;
    }

    /** The dependency to add, as {@code groupId:artifactId}. */
    public String artifact() {
        return artifact;
    }

    /** Returns something that only this library contains: the name of a class, or, with slashes, the path of a file. */
    public String content() {
        return content;
    }

    /** Returns whether {@link #content} is a class. */
    boolean isCode() {
        return content.indexOf('/') < 0;
    }

    /** Returns whether the application has the library. */
    public boolean isPresent() {
        ClassLoader loader = OptionalLibrary.class.getClassLoader();
        if (!isCode()) {
            return loader.getResource(content) != null;
        }
        try {
            Class.forName(content, false, loader);
            return true;
        } catch (ClassNotFoundException _) {
            return false;
        }
    }

    /** Returns the version of a web jar, which may differ from this project's, because Quarkus's BOM manages some. */
    public String version() {
        try (InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(content)) {
            Properties jar = new Properties();
            jar.load(Objects.requireNonNull(in, content));
            return jar.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns a sentence that names the missing libraries; empty if all are present.
     *
     * @param who the subject of the sentence
     */
    public static Optional<String> missing(String who, List<OptionalLibrary> needed) {
        List<String> missing = needed.stream()
                .filter(library -> !library.isPresent())
                .map(OptionalLibrary::artifact)
                .toList();
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(who + " needs libraries that the application does not have. Add the "
                + (missing.size() == 1 ? "dependency " : "dependencies ") + String.join(", ", missing));
    }

    /**
     * Checks that the libraries of a setting are present.
     *
     * @param setting the setting that needs them, with its value
     * @param alternative what to do instead of adding them, as the end of a sentence
     * @throws ConfigurationException if a library is missing; names the dependencies to add
     */
    public static void require(String setting, String alternative, List<OptionalLibrary> needed) {
        missing(setting, needed).ifPresent(sentence -> {
            throw new ConfigurationException(sentence + ", or " + alternative + ".");
        });
    }
}
