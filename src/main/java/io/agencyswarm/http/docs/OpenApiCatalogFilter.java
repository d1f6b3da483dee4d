package io.agencyswarm.http.docs;

import io.agencyswarm.activity.ActivityLogDirectory;
import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.AgencyCatalog;
import io.agencyswarm.auth.OidcProvider;
import io.agencyswarm.http.guard.ServiceAccess;
import io.agencyswarm.http.guard.ServicePaths;
import io.agencyswarm.optional.IfLibrary;
import io.agencyswarm.optional.OptionalLibrary;
import io.agencyswarm.request.EndpointPrefix;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.Paths;
import org.eclipse.microprofile.openapi.models.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.models.servers.Server;
import org.eclipse.microprofile.openapi.models.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Adds the service's part to the application's OpenAPI document: {@link OpenApiFile}, with a path for each agency and
 * each tool, the configured token and the configured address. Everything that the application has itself stays.
 *
 * <p>{@link OpenApiRoute} uses it at the first request for the document. Quarkus calls it at startup, where it does
 * something only if no route of this jar can be at the document's address. Quarkus also calls it at build time, where
 * nothing can be injected, and continues without it.
 */
@Singleton
@OpenApiFilter(stages = OpenApiFilter.RunStage.RUNTIME_STARTUP)
@IfLibrary(OptionalLibrary.OPENAPI)
class OpenApiCatalogFilter implements OASFilter {

    private static final String AGENCY = "/{agency}/";
    private static final String TOOL = "/tool/{tool}";
    private static final String BEARER = "bearerAuth";

    private final AgencyCatalog catalog;
    private final boolean logging;
    private final boolean requiresToken;
    private final boolean roles;
    private final Optional<String> serverUrl;
    private final ServicePaths servicePaths;
    private final EndpointPrefix endpointPrefix;

    @Inject
    OpenApiCatalogFilter(
            AgencyCatalog catalog,
            ActivityLogDirectory logs,
            ServiceAccess access,
            OidcProvider provider,
            DocsConfig config,
            ServicePaths servicePaths,
            EndpointPrefix endpointPrefix) {
        this.catalog = catalog;
        this.logging = logs.enabled();
        this.requiresToken = !access.isOpen();
        this.roles = provider.enabled();
        this.serverUrl = config.serverUrl();
        this.servicePaths = servicePaths;
        this.endpointPrefix = endpointPrefix;
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (!servicePaths.isOpenApiDocumentBelowRoot()) {
            addServiceTo(document);
        }
    }

    /** Adds the service's part to the application's document. */
    void addServiceTo(OpenAPI document) {
        Components components = Objects.requireNonNullElseGet(document.getComponents(), OASFactory::createComponents);
        OpenAPI service = serviceDocument(components);
        Paths paths = paths(service);
        document.setComponents(components);
        service.getComponents().getSchemas().forEach(components::addSchema);
        service.getComponents().getResponses().forEach(components::addResponse);
        service.getComponents().getSecuritySchemes().forEach(components::addSecurityScheme);
        document.setTags(tags(service, document));
        if (servicePaths.isWholeServer()) {
            describe(document, service);
            document.setSecurity(security(components));
            servers().ifPresent(document::setServers);
            // The token protects every path of the server.
            add(document.getPaths(), paths);
            addAuthResponses(paths, components);
        } else {
            eachOperation(paths, operation -> operation.setSecurity(security(components)));
            servers().ifPresent(servers -> paths.getPathItems().values().forEach(item -> item.setServers(servers)));
            // The application's own paths have rules of their own.
            addAuthResponses(paths, components);
            add(document.getPaths(), paths);
        }
        document.setPaths(paths);
    }

    private OpenAPI serviceDocument(Components existing) {
        OpenApiFile file = OpenApiFile.read(servicePaths.isAgui());
        if (!logging) {
            file.removeLogs();
        }
        return file.model(existing);
    }

    private List<Agency> agencies() {
        return catalog.agencies().stream()
                .sorted(Comparator.comparing(Agency::path))
                .toList();
    }

    /** Returns the service's paths: those of each agency, in the order of the file, and then the others. */
    private Paths paths(OpenAPI service) {
        String prefix = endpointPrefix.value();
        Paths paths = OASFactory.createPaths();
        Map<String, PathItem> templates = service.getPaths().getPathItems();
        for (Agency agency : agencies()) {
            templates.forEach((path, item) -> {
                if (path.startsWith(AGENCY)) {
                    paths.addPathItem(prefix + path.replace("{agency}", agency.path()), ofAgency(agency, item));
                }
            });
        }
        templates.forEach((path, item) -> {
            if (path.equals(TOOL)) {
                addTools(prefix + path, item, paths, service.getComponents());
            } else if (!path.startsWith(AGENCY)) {
                paths.addPathItem(prefix + path, item);
            }
        });
        return paths;
    }

    private static PathItem ofAgency(Agency agency, PathItem template) {
        return copy(
                template,
                operation -> operation
                        .operationId(agency.path() + "_" + operation.getOperationId())
                        .tags(List.of(agency.name())));
    }

    /** No agency's operation id ends with {@code _tool}, so a tool's name can't duplicate an operation id. */
    private void addTools(String path, PathItem template, Paths paths, Components components) {
        new TreeMap<>(catalog.servedTools()).forEach((name, tool) -> {
            OpenApiToolSchema schema = OpenApiToolSchema.of(tool.spec());
            schema.components().forEach(components::addSchema);
            paths.addPathItem(
                    path.replace("{tool}", name),
                    copy(
                            template,
                            operation -> operation
                                    .operationId(name + "_tool")
                                    .summary(name)
                                    .description(orNull(tool.spec().description()))
                                    .requestBody(schema.requestBody())));
        });
    }

    /** Copies a template and changes the copy's operations. The copies share the parts that do not differ. */
    private static PathItem copy(PathItem template, Consumer<Operation> change) {
        PathItem item = OASFactory.createPathItem();
        template.getOperations().forEach((method, operation) -> {
            Operation copy = OASFactory.createOperation()
                    .operationId(operation.getOperationId())
                    .tags(operation.getTags())
                    .summary(operation.getSummary())
                    .description(operation.getDescription())
                    .parameters(operation.getParameters())
                    .requestBody(operation.getRequestBody())
                    .responses(operation.getResponses());
            change.accept(copy);
            item.setOperation(method, copy);
        });
        return item;
    }

    /** Adds the application's paths, which replace equal ones of the service. */
    private static void add(@Nullable Paths ofApplication, Paths paths) {
        if (ofApplication != null && ofApplication.getPathItems() != null) {
            ofApplication.getPathItems().forEach(paths::addPathItem);
        }
    }

    /** Returns the tags: of the agencies, of the service, and of the application, which replace equal ones. */
    private List<Tag> tags(OpenAPI service, OpenAPI document) {
        Map<String, Tag> tags = new LinkedHashMap<>();
        Stream.of(
                        agencies().stream().map(OpenApiCatalogFilter::tag),
                        service.getTags().stream(),
                        Objects.requireNonNullElse(document.getTags(), List.<Tag>of()).stream())
                .flatMap(all -> all)
                .forEach(tag -> tags.put(tag.getName(), tag));
        return new ArrayList<>(tags.values());
    }

    private static Tag tag(Agency agency) {
        return OASFactory.createTag().name(agency.name()).description("The agency " + agency.name() + ".");
    }

    /** Adds the description of the service to a document that describes nothing else. */
    private static void describe(OpenAPI document, OpenAPI service) {
        if (document.getInfo().getDescription() == null) {
            document.getInfo().setDescription(service.getInfo().getDescription());
        }
    }

    /**
     * Returns the security requirements. If the service is open, the scheme stays as an option, so that a client
     * generated from an open service also works with a token.
     */
    private List<SecurityRequirement> security(Components components) {
        SecurityRequirement token = OASFactory.createSecurityRequirement()
                .addScheme(OpenApiComponents.nameOf(BEARER, components.getSecuritySchemes()));
        return requiresToken ? List.of(token) : List.of(OASFactory.createSecurityRequirement(), token);
    }

    /** Adds the responses to callers without a valid token or without the required roles. */
    private void addAuthResponses(Paths paths, Components components) {
        if (requiresToken) {
            eachOperation(paths, operation -> addResponse(operation, "401", "Unauthorized", components));
            if (roles) {
                eachOperation(paths, operation -> addResponse(operation, "403", "Forbidden", components));
            }
        }
    }

    private static void addResponse(Operation operation, String status, String name, Components components) {
        String component = OpenApiComponents.nameOf(name, components.getResponses());
        operation
                .getResponses()
                .addAPIResponse(status, OASFactory.createAPIResponse().ref(component));
    }

    private Optional<List<Server>> servers() {
        return serverUrl.map(url -> List.of(OASFactory.createServer().url(url)));
    }

    private static void eachOperation(Paths paths, Consumer<Operation> change) {
        paths.getPathItems()
                .values()
                .forEach(item -> item.getOperations().values().forEach(change));
    }

    private static @Nullable String orNull(String text) {
        return text.isBlank() ? null : text;
    }
}
