package io.agencyswarm.http.docs;

import io.agencyswarm.activity.ActivityLogDirectory;
import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.AgencyCatalog;
import io.agencyswarm.auth.OidcProvider;
import io.agencyswarm.http.guard.AppToken;
import io.agencyswarm.http.guard.ServicePaths;
import io.agencyswarm.optional.IfLibrary;
import io.agencyswarm.optional.OptionalLibrary;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.Paths;
import org.eclipse.microprofile.openapi.models.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.models.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Converts the document that was made at build time, which has one path for all agencies and one for all tools, to a
 * document of the served agencies and tools, with the configured token and address. Quarkus also calls this filter at
 * build time, where nothing can be injected, and continues without it.
 */
@Singleton
@OpenApiFilter(stages = OpenApiFilter.RunStage.RUNTIME_STARTUP)
@IfLibrary(OptionalLibrary.OPENAPI)
class OpenApiCatalogFilter implements OASFilter {

    private static final String AGENCY = "/{agency}/";
    private static final Pattern OF_AGENCY = Pattern.compile("/\\{agency}/(get_|cancel_|runs|threads)");
    private static final String TOOL = "/tool/{tool}";
    private static final String LOGS = "/get_logs";
    private static final String LOGS_TAG = "Logs";

    private final AgencyCatalog catalog;
    private final boolean logging;
    private final boolean protectedByToken;
    private final boolean roles;
    private final Optional<String> serverUrl;
    private final boolean wholeServer;

    @Inject
    OpenApiCatalogFilter(
            AgencyCatalog catalog,
            ActivityLogDirectory logs,
            AppToken token,
            OidcProvider provider,
            DocsConfig config,
            ServicePaths paths) {
        this.catalog = catalog;
        this.logging = logs.enabled();
        this.protectedByToken = !token.isForEveryone();
        this.roles = provider.enabled();
        this.serverUrl = config.serverUrl();
        this.wholeServer = paths.isWholeServer();
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        OpenApiDefinition.addTo(document);
        Paths own = OASFactory.createPaths();
        Paths ofApplication = OASFactory.createPaths();
        sort(document, own, ofApplication);
        document.setTags(tags(document));
        if (wholeServer) {
            OpenApiDefinition.describe(document);
            document.setSecurity(security());
        } else {
            eachOperation(own, operation -> operation.setSecurity(security()));
        }
        serve(document, own);
        if (protectedByToken) {
            eachOperation(own, this::addRefusals);
        }
        ofApplication.getPathItems().forEach(own::addPathItem);
        document.setPaths(own);
        if (!logging) {
            List.of("LogsRequest", "LogEntry", "LogDetails").forEach(document.getComponents()::removeSchema);
        }
    }

    private List<Agency> agencies() {
        return catalog.agencies().stream()
                .sorted(Comparator.comparing(Agency::path))
                .toList();
    }

    /** Creates the paths of the agencies and tools, and separates those of the surrounding application. */
    private void sort(OpenAPI document, Paths own, Paths ofApplication) {
        // The paths that a reader looks for come first.
        List<String> templates = document.getPaths().getPathItems().keySet().stream()
                .filter(path -> OF_AGENCY.matcher(path).find())
                .sorted(Comparator.comparing(path -> !path.contains("/get_response")))
                .toList();
        for (Agency agency : agencies()) {
            for (String path : templates) {
                PathItem template = document.getPaths().getPathItem(path);
                own.addPathItem(path.replace("{agency}", agency.path()), ofAgency(agency, path, template));
            }
        }
        document.getPaths().getPathItems().forEach((path, item) -> {
            if (path.endsWith(TOOL)) {
                addTools(document, path, item, own);
            } else if (path.endsWith(LOGS)) {
                if (logging) {
                    own.addPathItem(path, item);
                }
            } else if (!templates.contains(path)) {
                (wholeServer ? own : ofApplication).addPathItem(path, item);
            }
        });
    }

    private PathItem ofAgency(Agency agency, String path, PathItem template) {
        String name = path.substring(path.indexOf(AGENCY) + AGENCY.length());
        return OpenApiTemplates.copy(template, logging)
                .each(operation -> operation
                        .operationId(agency.path() + "_" + Objects.requireNonNullElse(operation.getOperationId(), name))
                        .tags(List.of(agency.name())))
                .item();
    }

    /** No agency's operation id ends with {@code _tool}, so a tool's name can't duplicate an operation id. */
    private void addTools(OpenAPI document, String path, PathItem template, Paths paths) {
        new TreeMap<>(catalog.servedTools()).values().forEach(tool -> {
            OpenApiToolSchema schema = OpenApiToolSchema.of(tool.spec());
            schema.components().forEach(document.getComponents()::addSchema);
            paths.addPathItem(
                    path.replace("{tool}", tool.spec().name()),
                    OpenApiTemplates.copy(template, logging)
                            .each(operation -> operation
                                    .operationId(tool.spec().name() + "_tool")
                                    .summary(tool.spec().name())
                                    .description(orNull(tool.spec().description()))
                                    .requestBody(schema.requestBody()))
                            .item());
        });
    }

    private List<Tag> tags(OpenAPI document) {
        List<Tag> tags = new ArrayList<>();
        for (Agency agency : agencies()) {
            tags.add(OASFactory.createTag().name(agency.name()).description("The agency " + agency.name() + "."));
        }
        for (Tag tag : document.getTags()) {
            if (logging || !tag.getName().equals(LOGS_TAG)) {
                tags.add(tag);
            }
        }
        return tags;
    }

    /**
     * Returns the security requirements. If the service is open, the scheme stays as an option, so that a client
     * generated from an open service also works with a token.
     */
    private List<SecurityRequirement> security() {
        SecurityRequirement token = OASFactory.createSecurityRequirement().addScheme(OpenApiDefinition.BEARER);
        return protectedByToken ? List.of(token) : List.of(OASFactory.createSecurityRequirement(), token);
    }

    private void addRefusals(Operation operation) {
        operation
                .getResponses()
                .addAPIResponse("401", OASFactory.createAPIResponse().ref(OpenApiDefinition.UNAUTHORIZED));
        if (roles) {
            operation
                    .getResponses()
                    .addAPIResponse("403", OASFactory.createAPIResponse().ref(OpenApiDefinition.FORBIDDEN));
        }
    }

    /**
     * Sets the service's address: for the complete document, or in another application only for the service's own
     * paths.
     */
    private void serve(OpenAPI document, Paths own) {
        serverUrl.map(url -> List.of(OASFactory.createServer().url(url))).ifPresent(servers -> {
            if (wholeServer) {
                document.setServers(servers);
            } else {
                own.getPathItems().values().forEach(item -> item.setServers(servers));
            }
        });
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
