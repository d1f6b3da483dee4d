package io.agencyswarm.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.agency.AgentTools;
import io.agencyswarm.auth.Guarded;
import io.agencyswarm.file.AllowedDirectories;
import io.agencyswarm.http.response.JsonResponseBody;
import io.agencyswarm.model.ModelRouter;
import io.agencyswarm.request.ServedAgencies;
import io.agencyswarm.run.call.DirectCalls;
import io.agencyswarm.tool.Tool;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** {@code GET /{agency}/get_metadata}: the agency as a graph. */
@Guarded
@Path("/{agency}/get_metadata")
public class MetadataResource {

    /** The version of the original whose wire contract this service implements; clients adapt to it. */
    static final String CONTRACT_VERSION = "1.11.0";

    private final ServedAgencies agencies;
    private final ModelRouter models;
    private final AgentTools tools;
    private final DirectCalls calls;
    private final AllowedDirectories directories;

    @Inject
    MetadataResource(
            ServedAgencies agencies,
            ModelRouter models,
            AgentTools tools,
            DirectCalls calls,
            AllowedDirectories directories) {
        this.agencies = agencies;
        this.tools = tools;
        this.calls = calls;
        this.models = models;
        this.directories = directories;
    }

    /** The graph, and further data that clients need. */
    @RegisterForReflection(registerFullHierarchy = true)
    record MetadataBody(
            @JsonUnwrapped AgencyGraph graph,
            @JsonProperty("agency_swarm_version") String agencySwarmVersion,

            @JsonProperty("allowed_local_file_dirs") @Nullable
            List<String> allowedLocalFileDirs)
            implements JsonResponseBody {}

    @Operation(hidden = true)
    @GET
    @RunOnVirtualThread
    @Produces(MediaType.APPLICATION_JSON)
    public MetadataBody metadata(@PathParam("agency") String path) throws InterruptedException {
        return new MetadataBody(
                graph(agencies.at(path)),
                CONTRACT_VERSION,
                directories.existing().orElse(null));
    }

    private AgencyGraph graph(Agency agency) throws InterruptedException {
        Map<Agent, List<Tool>> allowed = tools.ofAll(agency);
        allowed.replaceAll((_, all) -> calls.allowedTools(all));
        return AgencyGraph.of(agency, models.defaultModel(), allowed);
    }
}
