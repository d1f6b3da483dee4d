package io.agencyswarm.optional;

/** A library that is no dependency of this jar for others: an application that wants what it is for names it. */
public enum OptionalLibrary {
    /** Tokens of an OpenID Connect provider. */
    OIDC("io.quarkus:quarkus-oidc", "io.quarkus.oidc.Oidc"),
    /** JSON Web Tokens, which several extensions bring. */
    JWT("io.quarkus:quarkus-oidc", "org.eclipse.microprofile.jwt.JsonWebToken");

    private final String artifact;
    private final String type;

    OptionalLibrary(String artifact, String type) {
        this.artifact = artifact;
        this.type = type;
    }

    /** What to add as a dependency, as {@code groupId:artifactId}. */
    public String artifact() {
        return artifact;
    }

    /** The name of a class that the library has, and no other does. */
    String type() {
        return type;
    }

    /** Whether the application has the library. */
    public boolean isPresent() {
        try {
            Class.forName(type, false, OptionalLibrary.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException _) {
            return false;
        }
    }
}
