package io.agencyswarm.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.agency.Agency;
import io.agencyswarm.auth.Guarded;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.error.Problem;
import io.agencyswarm.http.answer.AnswerBody;
import io.agencyswarm.http.answer.NoStore;
import io.agencyswarm.http.docs.OpenApiDefinition;
import io.agencyswarm.http.guard.ReadBudget;
import io.agencyswarm.request.FieldReader;
import io.agencyswarm.request.JsonBody;
import io.agencyswarm.request.ServedAgencies;
import io.agencyswarm.store.Store;
import io.agencyswarm.store.StoredThread;
import io.agencyswarm.store.ThreadKey;
import io.agencyswarm.store.ThreadRepository;
import io.quarkus.arc.profile.UnlessBuildProfile;
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
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** {@code /{agency}/threads}: the stored threads. */
@UnlessBuildProfile("agui")
@Guarded
@Path("/{agency}/threads")
public class ThreadsResource {

    private final ServedAgencies agencies;
    private final ThreadLookup threads;
    private final ListingPolicy listing;
    private final ReadBudget reads;

    @Inject
    ThreadsResource(ServedAgencies agencies, ThreadLookup threads, ListingPolicy listing, ReadBudget reads) {
        this.agencies = agencies;
        this.threads = threads;
        this.listing = listing;
        this.reads = reads;
    }

    /** A page of threads. */
    @Schema(name = "Threads")
    record ThreadPage(
            List<ThreadBody> threads,
            @JsonProperty("has_more") boolean hasMore) implements AnswerBody {}

    @Operation(
            operationId = "list_threads",
            summary = "List threads",
            description = "Ordered by their last update, newest first, without their items.")
    @APIResponse(
            responseCode = "200",
            description = "A page of threads. For the next page, pass the id of its last entry as before.",
            content = @Content(schema = @Schema(implementation = ThreadPage.class)))
    @APIResponse(responseCode = "403", ref = OpenApiDefinition.FORBIDDEN)
    @APIResponse(responseCode = "422", ref = OpenApiDefinition.INVALID)
    @GET
    @RunOnVirtualThread
    @Produces(MediaType.APPLICATION_JSON)
    public Response list(
            @PathParam("agency") String path,
            @Parameter(description = "A text that the title must contain.") @QueryParam("title") @Nullable String title,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("before") @Nullable String before) {
        Agency agency = agencies.at(path);
        Store.Page<StoredThread> page = threads.all()
                .list(new ThreadRepository.ThreadQuery(
                        agency.name(),
                        listing.isOwnOnly(),
                        listing.principal(),
                        Objects.requireNonNullElse(title, ""),
                        ListingPolicy.limit(limit),
                        before));
        return NoStore.with(Response.ok(
                new ThreadPage(page.entries().stream().map(ThreadBody::of).toList(), page.hasMore())));
    }

    @Operation(operationId = "get_thread", summary = "Get a thread")
    @APIResponse(
            responseCode = "200",
            description = "The thread with its newest items, or with the newest items before a given one.",
            content = @Content(schema = @Schema(implementation = ThreadBody.class)))
    @APIResponse(responseCode = "404", ref = OpenApiDefinition.MISSING)
    @APIResponse(responseCode = "413", ref = OpenApiDefinition.TOO_LARGE)
    @APIResponse(responseCode = "422", ref = OpenApiDefinition.INVALID)
    @APIResponse(responseCode = "429", ref = OpenApiDefinition.TOO_MANY)
    @GET
    @Path("/{thread}")
    @RunOnVirtualThread
    @Produces(MediaType.APPLICATION_JSON)
    public Response get(
            @PathParam("agency") String path,
            @PathParam("thread") String threadId,
            @Parameter(description = "The maximum number of items, the newest ones; all if absent.")
                    @QueryParam("limit")
                    @Nullable
                    String limit,
            @Parameter(description = "The number of an item, counted from 1; only earlier items are returned.")
                    @QueryParam("before")
                    @Nullable
                    String before,
            @Parameter(hidden = true) RoutingContext request) {
        Agency agency = agencies.at(path);
        ThreadKey key = threads.key(agency, threadId);
        int most = (int) QueryNumbers.read("limit", limit, 1, Integer.MAX_VALUE, Integer.MAX_VALUE);
        int end = (int) QueryNumbers.read("before", before, 1, Integer.MAX_VALUE, Integer.MAX_VALUE);
        StoredThread thread = threads.all().find(key).orElseThrow(() -> ThreadLookup.missing(agency));
        // Excludes items that were added since, so that the numbers match the row.
        int last = Math.min(thread.itemCount(), end - 1);
        reads.beforeThread(key, most, last + 1, request);
        return NoStore.with(Response.ok(ThreadBody.of(thread, threads.all().items(key, most, last + 1), last)));
    }

    @Operation(
            operationId = "delete_thread",
            summary = "Delete a thread",
            description = "Deletes the thread with its runs and their frames, unless a run is live.")
    @APIResponse(responseCode = "204", description = "The thread is deleted.")
    @APIResponse(responseCode = "404", ref = OpenApiDefinition.MISSING)
    @APIResponse(responseCode = "409", ref = OpenApiDefinition.CONFLICT)
    @DELETE
    @Path("/{thread}")
    @RunOnVirtualThread
    public Response delete(@PathParam("agency") String path, @PathParam("thread") String threadId) {
        Agency agency = agencies.at(path);
        return switch (threads.delete(threads.key(agency, threadId))) {
            case DONE -> Response.noContent().build();
            case ABSENT -> throw ThreadLookup.missing(agency);
            case LIVE ->
                throw new AgencyException(
                        ErrorCode.CONFLICT, "The thread has a live run. Wait for its end, or cancel it first.");
        };
    }

    @Operation(
            operationId = "fork_thread",
            summary = "Fork a thread",
            description = "Creates a thread that begins with the same items.")
    @APIResponse(
            responseCode = "201",
            description = "The new thread.",
            content = @Content(schema = @Schema(implementation = ThreadBody.class)))
    @APIResponse(responseCode = "404", ref = OpenApiDefinition.MISSING)
    @APIResponse(responseCode = "413", ref = OpenApiDefinition.TOO_LARGE)
    @APIResponse(responseCode = "422", ref = OpenApiDefinition.INVALID)
    @APIResponse(responseCode = "429", ref = OpenApiDefinition.TOO_MANY)
    @POST
    @Path("/{thread}/fork")
    @RunOnVirtualThread
    @Produces(MediaType.APPLICATION_JSON)
    public Response fork(
            @PathParam("agency") String path,
            @PathParam("thread") String threadId,
            @HeaderParam("Content-Type") @Nullable String contentType,
            @Parameter(hidden = true) RoutingContext request,
            @RequestBody(
                            description = "Without a body, the complete thread is copied.",
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = OpenApiBodies.ForkRequest.class)))
                    byte[] body) {
        Agency agency = agencies.at(path);
        ThreadKey from = threads.key(agency, threadId);
        @Nullable
        Integer afterItem = body.length == 0 ? null : afterItem(new FieldReader(JsonBody.read(body, contentType)));
        if (threads.all().find(from).isEmpty()) {
            throw ThreadLookup.missing(agency);
        }
        int end = afterItem == null || afterItem == Integer.MAX_VALUE ? Integer.MAX_VALUE : afterItem + 1;
        reads.beforeThread(from, Integer.MAX_VALUE, end, request);
        ThreadKey fork = new ThreadKey(agency.name(), UUID.randomUUID().toString(), from.principal());
        StoredThread created = threads.all()
                .fork(from, afterItem, fork)
                .orElseThrow(() -> new InvalidRequestException(List.of(new Problem(
                        List.of("body", "after_item"), "The thread has fewer items than " + afterItem, "int_range"))));
        String location = ServedAgencies.address(agency) + "/threads/" + fork.threadId();
        return NoStore.with(Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, location)
                .entity(ThreadBody.of(created, threads.all().items(fork, Integer.MAX_VALUE), created.itemCount())));
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
