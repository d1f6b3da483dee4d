package io.agencyswarm.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.agencyswarm.agency.Agency;
import io.agencyswarm.auth.Guarded;
import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.error.Problem;
import io.agencyswarm.http.response.JsonResponseBody;
import io.agencyswarm.http.response.NoStore;
import io.agencyswarm.request.ServedAgencies;
import io.agencyswarm.store.RunRepository;
import io.agencyswarm.store.RunStatus;
import io.agencyswarm.store.Store;
import io.agencyswarm.store.StoredRun;
import io.quarkus.arc.profile.UnlessBuildProfile;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** {@code GET /{agency}/runs}: lists the stored runs. */
@UnlessBuildProfile("agui")
@Guarded
@Path("/{agency}/runs")
public class RunListResource {

    private final ServedAgencies agencies;
    private final Store store;
    private final ListingPolicy listing;

    @Inject
    RunListResource(ServedAgencies agencies, Store store, ListingPolicy listing) {
        this.agencies = agencies;
        this.store = store;
        this.listing = listing;
    }

    /** A page of runs. */
    @RegisterForReflection(registerFullHierarchy = true)
    record Runs(
            List<RunBody> runs, @JsonProperty("has_more") boolean hasMore) implements JsonResponseBody {}

    @Operation(hidden = true)
    @GET
    @RunOnVirtualThread
    @Produces(MediaType.APPLICATION_JSON)
    public Response list(
            @PathParam("agency") String path,
            @QueryParam("status") @Nullable String status,
            @QueryParam("thread_id") @Nullable String threadId,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("before") @Nullable String before) {
        Agency agency = agencies.at(path);
        ListingPolicy.ListingScope scope = listing.requireScope();
        RunRepository.RunQuery query = new RunRepository.RunQuery(
                agency.name(),
                scope.ownOnly(),
                scope.principal(),
                status(status),
                threadId,
                QueryNumbers.readPageLimit(limit),
                before);
        Store.Page<StoredRun> page = PositionProblem.ofPage(() -> store.runs().list(query));
        List<RunBody> runs = page.entries().stream().map(RunBody::of).toList();
        return NoStore.with(Response.ok(new Runs(runs, page.hasMore())));
    }

    private static @Nullable RunStatus status(@Nullable String text) {
        if (text == null) {
            return null;
        }
        return Stream.of(RunStatus.values())
                .filter(status -> status.wireName().equals(text))
                .findFirst()
                .orElseThrow(() -> new InvalidRequestException(List.of(new Problem(
                        List.of("query", "status"),
                        "Input should be one of "
                                + Stream.of(RunStatus.values())
                                        .map(RunStatus::wireName)
                                        .toList(),
                        "literal_error"))));
    }
}
