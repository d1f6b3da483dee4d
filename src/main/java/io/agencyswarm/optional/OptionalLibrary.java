package io.agencyswarm.optional;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;
import java.util.Optional;

/** A library that is no dependency of this jar for others: an application that wants what it is for names it. */
public enum OptionalLibrary {
    /** Tokens of an OpenID Connect provider. */
    OIDC("io.quarkus:quarkus-oidc", "io.quarkus.oidc.Oidc"),
    /** JSON Web Tokens, which several extensions bring. */
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
    /** OpenAPI documents in YAML, as tools. */
    YAML(
            "com.fasterxml.jackson.dataformat:jackson-dataformat-yaml",
            "com.fasterxml.jackson.dataformat.yaml.YAMLFactory"),
    /** The tables of the store in a file. */
    FLYWAY("org.flywaydb:flyway-core", "org.flywaydb.core.Flyway"),
    /** The tables of the store in PostgreSQL; brings {@link #FLYWAY}. */
    FLYWAY_POSTGRESQL(
            "org.flywaydb:flyway-database-postgresql", "org.flywaydb.database.postgresql.PostgreSQLDatabaseType"),
    /** The database in a file. */
    SQLITE("org.xerial:sqlite-jdbc", "org.sqlite.JDBC"),
    /** The database that several processes share. */
    POSTGRESQL("org.postgresql:postgresql", "org.postgresql.Driver"),
    /** Templates of the playground and of the page in the Dev UI. */
    LIT_HTML("org.mvnpm:lit-html", "META-INF/maven/org.mvnpm/lit-html/pom.properties"),
    /** Markdown in the playground. */
    MARKED("org.mvnpm:marked", "META-INF/maven/org.mvnpm/marked/pom.properties"),
    /** Harmless HTML in the playground. */
    DOMPURIFY("org.mvnpm:dompurify", "META-INF/maven/org.mvnpm/dompurify/pom.properties");

    private final String artifact;
    private final String content;

    OptionalLibrary(String artifact, String content) {
        this.artifact = artifact;
        this.content = content;
    }

    /** What to add as a dependency, as {@code groupId:artifactId}. */
    public String artifact() {
        return artifact;
    }

    /** What the library has, and no other does: the name of a class, or with slashes the path of a file. */
    String content() {
        return content;
    }

    /** Whether {@link #content} is a class. */
    boolean isCode() {
        return content.indexOf('/') < 0;
    }

    /** Whether the application has the library. */
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

    /**
     * What is missing of several libraries, as a sentence that says what to add; empty where nothing is.
     *
     * @param who needs them, as the beginning of the sentence
     */
    public static Optional<String> missing(String who, List<OptionalLibrary> needed) {
        List<String> missing = needed.stream()
                .filter(library -> !library.isPresent())
                .map(OptionalLibrary::artifact)
                .toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(who + " needs what the application does not have. Add the "
                        + (missing.size() == 1 ? "dependency " : "dependencies ") + String.join(", ", missing));
    }

    /**
     * Stops the start of an application that asks for what it has no libraries for.
     *
     * @param setting that asks, with its value
     * @param alternative how to go without, as the end of a sentence
     * @throws ConfigurationException that names what to add
     */
    public static void require(String setting, String alternative, List<OptionalLibrary> needed) {
        missing(setting, needed).ifPresent(sentence -> {
            throw new ConfigurationException(sentence + ", or " + alternative + ".");
        });
    }
}
