package io.agencyswarm.http.guard;

import io.agencyswarm.agency.AgencyCatalog;
import io.agencyswarm.optional.OptionalLibrary;
import io.agencyswarm.request.EndpointPrefix;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/**
 * Distinguishes the requests of this library from those of the surrounding application. Everything that handles
 * requests by path (the token, CORS, the format of errors) uses this class, so that it leaves the application's own
 * paths alone.
 */
@Singleton
public class ServicePaths {

    private static final String KNOWN = ServicePaths.class.getName();

    /** Includes the file extensions, because an agency may have the same name as a directory. */
    private static final Pattern PLAYGROUND_FILE =
            Pattern.compile("/(playground|_static/(lit-html|marked|dompurify))/[\\w./-]+\\.(css|js|mjs|svg)");

    private final boolean wholeServer;
    private final boolean agui;
    private final String root;
    private final EndpointPrefix prefix;
    private final boolean playground;
    private final String openApiDocument;
    private final boolean openApiDocumentBelowRoot;
    private final List<String> docs;
    private final EndpointPaths endpoints;

    /** A provider, so that the catalog is created by its own start and reports what is wrong with an agency. */
    private final Provider<AgencyCatalog> catalog;

    @Inject
    ServicePaths(
            HttpConfig http,
            Config config,
            EndpointPrefix prefix,
            Instance<ContractEndpoints> contract,
            Provider<AgencyCatalog> catalog) {
        this.prefix = prefix;
        this.catalog = catalog;
        this.wholeServer = http.wholeServer();
        this.playground = http.playground().enabled();
        this.agui = contract.isUnsatisfied();
        this.endpoints = new EndpointPaths(
                !agui,
                config.getOptionalValue("agency-swarm.mcp-server.enabled", Boolean.class)
                        .orElse(false),
                new CatalogNames());
        this.root = prefix.root();
        String quarkus =
                ("/" + setting(config, "quarkus.http.non-application-root-path", "q") + "/").replaceAll("/+", "/");
        UnaryOperator<String> resolved = path -> path.startsWith("/") ? path : quarkus + path;
        String openApi = setting(config, "quarkus.smallrye-openapi.path", "openapi");
        this.openApiDocument = resolved.apply(openApi);
        this.openApiDocumentBelowRoot = root.isEmpty() || !openApi.startsWith("/");
        Stream<String> document = OptionalLibrary.OPENAPI.isPresent()
                ? Stream.of(openApi, setting(config, "quarkus.swagger-ui.path", "swagger-ui"))
                : Stream.of();
        Stream<String> redoc = hasRedoc() ? Stream.of("/redoc", "/webjars/redoc") : Stream.of();
        this.docs = Stream.concat(document, redoc).map(resolved).toList();
    }

    /** The kind of a path, cached with the path because a request may be rerouted. */
    private record CachedPath(String path, PathKind kind) {}

    /** Returns the kind of the request's path. The result is cached, because half a dozen filters ask for it. */
    PathKind kind(RoutingContext context) {
        String path = context.normalizedPath();
        Object before = context.get(KNOWN);
        if (before instanceof CachedPath cached && cached.path().equals(path)) {
            return cached.kind();
        }
        PathKind kind = kind(path);
        context.put(KNOWN, new CachedPath(path, kind));
        return kind;
    }

    private PathKind kind(String path) {
        PathKind endpoint = endpoints.kind(removePrefix(prefix.value(), path));
        return endpoint == PathKind.OTHER ? page(removePrefix(root, path)) : endpoint;
    }

    /**
     * Returns whether the request is for this library: for its endpoints and pages, or for any path if the server is
     * the service itself.
     */
    boolean covers(RoutingContext context) {
        return wholeServer || kind(context) != PathKind.OTHER;
    }

    /** Returns whether the server is the service itself, without a surrounding application. */
    public boolean isWholeServer() {
        return wholeServer;
    }

    /** Returns the path of the OpenAPI document, below the server's root path if it is there. */
    public String openApiDocument() {
        return openApiDocument;
    }

    /** Returns whether the OpenAPI document is below the server's root path, where all routes of this jar are. */
    public boolean isOpenApiDocumentBelowRoot() {
        return openApiDocumentBelowRoot;
    }

    /** Returns whether the application has the OpenAPI document and the library that shows it. */
    public static boolean hasRedoc() {
        return OptionalLibrary.OPENAPI.isPresent() && OptionalLibrary.REDOC.isPresent();
    }

    /** The agencies and tools of the catalog; every name if the server is the service itself. */
    private final class CatalogNames implements EndpointPaths.ServedNames {

        @Override
        public boolean isAgency(String segment) {
            return wholeServer || catalog.get().find(decoded(segment)).isPresent();
        }

        @Override
        public boolean isTool(String segment) {
            return wholeServer || catalog.get().servedTools().containsKey(decoded(segment));
        }

        private static String decoded(String segment) {
            try {
                return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException _) {
                // Not a valid encoding, so not the name of an agency or a tool.
                return segment;
            }
        }
    }

    private PathKind page(String path) {
        if (docs.stream().anyMatch(page -> path.equals(page) || path.startsWith(page + "/"))) {
            return PathKind.DOCS;
        }
        if (!playground && !wholeServer) {
            return PathKind.OTHER;
        }
        boolean isPage = path.equals("/playground") || (wholeServer && path.equals("/"));
        return isPage || PLAYGROUND_FILE.matcher(path).matches() ? PathKind.PLAYGROUND : PathKind.OTHER;
    }

    /** Returns whether the application is built for AG-UI, which replaces some of the contract's endpoints. */
    public boolean isAgui() {
        return agui;
    }

    private static String removePrefix(String prefix, String path) {
        return path.startsWith(prefix + "/") ? path.substring(prefix.length()) : path;
    }

    private static String setting(Config config, String key, String defaultValue) {
        return config.getOptionalValue(key, String.class).orElse(defaultValue);
    }
}
