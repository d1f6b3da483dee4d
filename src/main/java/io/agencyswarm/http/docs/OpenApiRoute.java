package io.agencyswarm.http.docs;

import io.agencyswarm.http.guard.ServicePaths;
import io.agencyswarm.optional.IfLibrary;
import io.agencyswarm.optional.OptionalLibrary;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.quarkus.vertx.http.ManagementInterface;
import io.smallrye.openapi.api.SmallRyeOpenAPI;
import io.smallrye.openapi.runtime.io.Format;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.jspecify.annotations.Nullable;

/**
 * Serves the OpenAPI document at Quarkus's address: the application's document as Quarkus creates it, with the
 * service's part. The document is created at the first request and not by a filter at startup, where it took a quarter
 * of the time until the service is ready.
 */
@Singleton
@IfLibrary(OptionalLibrary.OPENAPI)
class OpenApiRoute {

    /** Quarkus's name of the document that has no name in the configuration. */
    private static final String UNNAMED = "<default>";

    private static final List<String> EXTENSIONS = List.of("", ".json", ".yaml", ".yml");

    private final OpenApiDocumentService application;
    private final OpenApiCatalogFilter service;
    private final ServicePaths paths;
    private final boolean enabled;
    private final boolean onManagementInterface;

    private volatile @Nullable CompleteDocument latest;

    @Inject
    OpenApiRoute(OpenApiDocumentService application, OpenApiCatalogFilter service, ServicePaths paths, Config config) {
        this.application = application;
        this.service = service;
        this.paths = paths;
        this.enabled = isTrue(config, "quarkus.smallrye-openapi.enabled", true);
        this.onManagementInterface = isTrue(config, "quarkus.management.enabled", false)
                && isTrue(config, "quarkus.smallrye-openapi.management.enabled", true);
    }

    /**
     * The application's document with the service's part.
     *
     * @param application the document that it was made from
     */
    private record CompleteDocument(byte[] application, Buffer json, Buffer yaml) {

        Buffer in(Format format) {
            return format == Format.JSON ? json : yaml;
        }
    }

    void routes(@Observes Router router) {
        if (!onManagementInterface && paths.isOpenApiDocumentBelowRoot()) {
            addTo(router, paths.openApiDocument());
        }
    }

    void managementRoutes(@Observes ManagementInterface management) {
        if (onManagementInterface) {
            addTo(management.router(), paths.openApiDocument());
        }
    }

    private void addTo(Router router, String path) {
        if (enabled) {
            EXTENSIONS.forEach(extension -> router.route(path + extension)
                    .order(DocsRoutes.BEFORE_THE_PAGES)
                    .method(HttpMethod.GET)
                    .method(HttpMethod.HEAD)
                    .handler(this::send));
        }
    }

    private void send(RoutingContext context) {
        byte[] applicationDocument = application.getDocument(UNNAMED, Format.JSON);
        CompleteDocument document = latest;
        if (document != null && isMadeFrom(applicationDocument, document)) {
            send(context, document);
            return;
        }
        context.vertx()
                .executeBlocking(() -> complete(applicationDocument))
                .onSuccess(complete -> send(context, complete))
                .onFailure(context::fail);
    }

    private static void send(RoutingContext context, CompleteDocument document) {
        Format format = format(context);
        context.response()
                .putHeader("Content-Type", format.getMimeType() + ";charset=UTF-8")
                .end(document.in(format));
    }

    /** Synchronized, so that many first requests do the work once. */
    private synchronized CompleteDocument complete(byte[] applicationDocument) {
        CompleteDocument document = latest;
        if (document == null || !isMadeFrom(applicationDocument, document)) {
            SmallRyeOpenAPI complete =
                    OpenApiFile.parse(new String(applicationDocument, StandardCharsets.UTF_8), new ServicePart());
            document = new CompleteDocument(
                    applicationDocument, Buffer.buffer(complete.toJSON()), Buffer.buffer(complete.toYAML()));
            latest = document;
        }
        return document;
    }

    /** Adds the service's part. */
    private final class ServicePart implements OASFilter {

        @Override
        public void filterOpenAPI(OpenAPI document) {
            service.addServiceTo(document);
        }
    }

    /** An application may have filters that change its document from request to request. */
    private static boolean isMadeFrom(byte[] applicationDocument, CompleteDocument document) {
        return Arrays.equals(document.application(), applicationDocument);
    }

    /** Chooses the format as Quarkus does: by the extension, the parameter {@code format} or the header. */
    private static Format format(RoutingContext context) {
        String path = context.normalizedPath();
        String accepted = context.request().getHeader("Accept");
        boolean json = path.endsWith(".json")
                || (!path.endsWith(".yaml")
                        && !path.endsWith(".yml")
                        && ((accepted != null && accepted.contains(Format.JSON.getMimeType()))
                                || context.queryParam("format").stream()
                                        .limit(1)
                                        .anyMatch("JSON"::equalsIgnoreCase)));
        return json ? Format.JSON : Format.YAML;
    }

    private static boolean isTrue(Config config, String key, boolean defaultValue) {
        return config.getOptionalValue(key, Boolean.class).orElse(defaultValue);
    }
}
