package io.agencyswarm.devui;

import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * Where the page's neighbours are, as paths on this host.
 *
 * @param playground null where it is switched off
 * @param metrics null where they are switched off
 * @param managementPort the port of the metrics, null where it is the application's own
 */
record Addresses(
        @Nullable String playground,
        String docs,
        String openApi,
        @Nullable String metrics,
        @Nullable Integer managementPort) {

    static Addresses of(Config config) {
        boolean management = config.getOptionalValue("quarkus.management.enabled", Boolean.class)
                .orElse(false);
        return new Addresses(
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
     * Where a route of this application is.
     *
     * @param path below the application's root, with a slash before it
     */
    static String below(Config config, String path) {
        String root = text(config, "quarkus.http.root-path", "/").replaceFirst("/*$", "");
        return (root.isEmpty() || root.startsWith("/") ? root : "/" + root) + path;
    }

    /** Where Quarkus serves one of its own paths: as it is with a slash before it, else below {@code q}. */
    static String resolved(Config config, String path) {
        return path.startsWith("/") ? path : below(config, "/q/" + path);
    }

    private static @Nullable String playground(Config config) {
        boolean enabled = config.getOptionalValue("agency-swarm.playground.enabled", Boolean.class)
                .orElse(false);
        // At the root there may be a page of the application's own.
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
