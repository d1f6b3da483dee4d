package io.agencyswarm.devui;

import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * The links to related pages, as paths on this host.
 *
 * @param playground null if it is disabled
 * @param metrics null if they are disabled
 * @param managementPort the port of the metrics; null for the application's port
 */
record PageLinks(
        @Nullable String playground,
        String docs,
        String openApi,
        @Nullable String metrics,
        @Nullable Integer managementPort) {

    static PageLinks of(Config config) {
        boolean management = config.getOptionalValue("quarkus.management.enabled", Boolean.class)
                .orElse(false);
        return new PageLinks(
                playground(config),
                resolved(config, text(config, "quarkus.swagger-ui.path", "swagger-ui")),
                resolved(config, text(config, "quarkus.smallrye-openapi.path", "openapi")),
                metrics(config, management),
                management
                        ? config.getOptionalValue("quarkus.management.port", Integer.class)
                                .orElse(9000)
                        : null);
    }

    /**
     * Returns the path of a route of this application.
     *
     * @param path relative to the application's root, with a leading slash
     */
    static String below(Config config, String path) {
        String root = text(config, "quarkus.http.root-path", "/").replaceFirst("/*$", "");
        return (root.isEmpty() || root.startsWith("/") ? root : "/" + root) + path;
    }

    /**
     * Returns the path at which Quarkus serves one of its pages: unchanged with a leading slash, else below {@code q}.
     */
    static String resolved(Config config, String path) {
        return path.startsWith("/") ? path : below(config, "/q/" + path);
    }

    private static @Nullable String playground(Config config) {
        boolean enabled = config.getOptionalValue("agency-swarm.playground.enabled", Boolean.class)
                .orElse(false);
        // The application may have its own page at the root.
        return enabled ? below(config, "/playground") : null;
    }

    private static @Nullable String metrics(Config config, boolean management) {
        boolean enabled = config.getOptionalValue("quarkus.micrometer.enabled", Boolean.class)
                .orElse(true);
        if (!enabled) {
            return null;
        }
        String path = text(config, "quarkus.micrometer.export.prometheus.path", "metrics");
        return management ? (path.startsWith("/") ? path : "/q/" + path) : resolved(config, path);
    }

    private static String text(Config config, String key, String otherwise) {
        return config.getOptionalValue(key, String.class).orElse(otherwise);
    }
}
