package io.agencyswarm.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.agency.Agency;
import io.agencyswarm.auth.Guarded;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.http.guard.ResponseBudget;
import io.agencyswarm.http.response.JsonResponseBody;
import io.agencyswarm.http.response.NoStore;
import io.agencyswarm.request.FieldReader;
import io.agencyswarm.request.JsonBody;
import io.agencyswarm.request.ServedAgencies;
import io.agencyswarm.store.Store;
import io.agencyswarm.store.StoredThread;
import io.agencyswarm.store.ThreadKey;
import io.agencyswarm.store.ThreadRepository;
import io.quarkus.arc.profile.UnlessBuildProfile;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** {@code /{agency}/threads}: the stored threads. */
@UnlessBuildProfile("agui")
@Guarded
@Path("/{agency}/threads")
public class ThreadsResource {

    private final ServedAgencies agencies;
    private final ThreadLookup threadLookup;
    private final ListingPolicy listing;
    private final ResponseBudget responseBudget;

    @Inject
    ThreadsResource(
            ServedAgencies agencies, ThreadLookup threadLookup, ListingPolicy listing, ResponseBudget responseBudget) {
        this.agencies = agencies;
        this.threadLookup = threadLookup;
        this.listing = listing;
        this.responseBudget = responseBudget;
    }

    /** A page of threads. */
    @RegisterForReflection(registerFullHierarchy = true)
    record ThreadPage(
            List<ThreadBody> threads,
            @JsonProperty("has_more") boolean hasMore) implements JsonResponseBody {}

    @Operation(hidden = true)
    @GET
    @RunOnVirtualThread
    @Produces(MediaType.APPLICATION_JSON)
    public Response list(
            @PathParam("agency") String path,
            @QueryParam("title") @Nullable String title,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("before") @Nullable String before) {
        Agency agency = agencies.at(path);
        ListingPolicy.ListingScope scope = listing.requireScope();
        ThreadRepository.ThreadQuery query = new ThreadRepository.ThreadQuery(
                agency.name(),
                scope.ownOnly(),
                scope.principal(),
                Objects.requireNonNullElse(title, ""),
                QueryNumbers.readPageLimit(limit),
                before);
        Store.Page<StoredThread> page =
                PositionProblem.ofPage(() -> threadLookup.repository().list(query));
        return NoStore.with(Response.ok(
                new ThreadPage(page.entries().stream().map(ThreadBody::of).toList(), page.hasMore())));
    }

    @Operation(hidden = true)
    @GET
    @Path("/{thread}")
    @RunOnVirtualThread
    @Produces(MediaType.APPLICATION_JSON)
    public Response get(
            @PathParam("agency") String path,
            @PathParam("thread") String threadId,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("before") @Nullable String before,
            RoutingContext context) {
        Agency agency = agencies.at(path);
        ThreadKey key = threadLookup.key(agency, threadId);
        int max = (int) QueryNumbers.read("limit", limit, 1, Integer.MAX_VALUE, Integer.MAX_VALUE);
        int end = (int) QueryNumbers.read("before", before, 1, Integer.MAX_VALUE, Integer.MAX_VALUE);
        ThreadRepository.ThreadWithItems thread = threadLookup
                .repository()
                .read(key, max, end, responseBudget.forThread(context))
                .orElseThrow(() -> ThreadLookup.notFound(agency));
        return NoStore.with(Response.ok(ThreadBody.of(thread)));
    }

    @Operation(hidden = true)
    @DELETE
    @Path("/{thread}")
    @RunOnVirtualThread
    public Response delete(@PathParam("agency") String path, @PathParam("thread") String threadId) {
        Agency agency = agencies.at(path);
        return switch (threadLookup.delete(threadLookup.key(agency, threadId))) {
            case DONE -> Response.noContent().build();
            case ABSENT -> throw ThreadLookup.notFound(agency);
            case LIVE ->
                throw new AgencyException(
                        ErrorCode.CONFLICT, "The thread has a live run. Wait for its end, or cancel it first.");
        };
    }

    @Operation(hidden = true)
    @POST
    @Path("/{thread}/fork")
    @RunOnVirtualThread
    @Produces(MediaType.APPLICATION_JSON)
    public Response fork(
            @PathParam("agency") String path,
            @PathParam("thread") String threadId,
            @HeaderParam("Content-Type") @Nullable String contentType,
            RoutingContext context,
            byte[] body) {
        Agency agency = agencies.at(path);
        ThreadKey from = threadLookup.key(agency, threadId);
        @Nullable
        Integer afterItem = body.length == 0 ? null : afterItem(new FieldReader(JsonBody.read(body, contentType)));
        ThreadKey fork = new ThreadKey(agency.name(), UUID.randomUUID().toString(), from.principal());
        ThreadRepository.ThreadWithItems created = PositionProblem.ofFork(
                        () -> threadLookup.repository().fork(from, afterItem, fork, responseBudget.forThread(context)))
                .orElseThrow(() -> ThreadLookup.notFound(agency));
        String location = agencies.path(agency) + "/threads/" + fork.threadId();
        return NoStore.with(Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, location)
                .entity(ThreadBody.of(created)));
    }

    private static @Nullable Integer afterItem(FieldReader fields) {
        @Nullable JsonNode value = fields.get("after_item");
        if (value != null && (!value.canConvertToInt() || !value.isIntegralNumber() || value.intValue() < 0)) {
            fields.addProblem("Input should be an integer of at least 0", "int_range", "after_item");
        }
        fields.check();
        return value == null ? null : value.intValue();
    }
}
