package io.agencyswarm.request;

import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;
import org.jboss.resteasy.reactive.server.core.Deployment;

/** The prefix of the paths of all endpoints: the server's root path, then the application's. */
@Singleton
public class EndpointPrefix {

    private final String root;

    @Inject
    EndpointPrefix(Config config) {
        this.root = removeTrailingSlash(
                config.getOptionalValue("quarkus.http.root-path", String.class).orElse("/"));
    }

    /** Returns the server's root path, without a trailing slash; empty if there is none. */
    public String root() {
        return root;
    }

    /** Returns the prefix, with a leading slash and without a trailing one; empty if there is none. */
    public String value() {
        // Unknown before the first request, because filters are created first.
        Deployment deployment = ResteasyReactiveRecorder.getCurrentDeployment();
        return deployment == null ? root : removeTrailingSlash(deployment.getPrefix());
    }

    private static String removeTrailingSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
