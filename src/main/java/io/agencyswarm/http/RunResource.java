package io.agencyswarm.http;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.auth.Guarded;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.http.forward.Forwarding;
import io.agencyswarm.http.guard.ServicePaths;
import io.agencyswarm.http.response.NoStore;
import io.agencyswarm.request.ClientPresence;
import io.agencyswarm.request.ServedAgencies;
import io.agencyswarm.run.Cancellation;
import io.agencyswarm.run.lifecycle.ActiveRun;
import io.agencyswarm.store.Store;
import io.agencyswarm.store.StoredRun;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** {@code /{agency}/runs/{run_id}}: a stored run. */
@Guarded
@Path("/{agency}/runs/{run}")
public class RunResource {

    private static final int MAX_WAIT_SECONDS = 30;

    private final ServedAgencies agencies;
    private final RunLookup runLookup;
    private final OwnerPod ownerPod;
    private final RunReaders readers;
    private final boolean deletingCancels;

    @Inject
    RunResource(
            ServedAgencies agencies, RunLookup runLookup, OwnerPod ownerPod, RunReaders readers, ServicePaths paths) {
        this.agencies = agencies;
        this.runLookup = runLookup;
        this.ownerPod = ownerPod;
        this.readers = readers;
        // The build for AG-UI has no other endpoint that cancels a run.
        this.deletingCancels = paths.isAgui();
    }

    @Operation(hidden = true)
    @GET
    @RunOnVirtualThread
    @Produces(MediaType.APPLICATION_JSON)
    public Response get(
            @PathParam("agency") String path,
            @PathParam("run") String runId,
            @QueryParam("wait") @Nullable String seconds,
            RoutingContext context)
            throws InterruptedException {
        Agency agency = agencies.at(path);
        Duration wait = Duration.ofSeconds(QueryNumbers.read("wait", seconds, 0, MAX_WAIT_SECONDS, 0));
        Optional<StoredRun> run = runLookup.find(agency, runId);
        if (run.isEmpty()) {
            return ownerPod.get(agency, runId, null, wait, context).orElseThrow(() -> RunLookup.notFound(agency));
        }
        return wait.isZero() || run.get().status().isEnded()
                ? stateResponse(run.get(), context)
                : awaitEnd(agency, run.get(), wait, context);
    }

    private Response awaitEnd(Agency agency, StoredRun run, Duration wait, RoutingContext context)
            throws InterruptedException {
        Optional<ActiveRun> liveRun = runLookup.findActive(run);
        if (liveRun.isPresent()) {
            Forwarding.markAsOwner(context);
            readers.admit(context);
            var _ = ClientPresence.await(context, () -> liveRun.get().awaitEnd(wait));
        } else {
            Optional<Response> response = ownerPod.get(agency, run.runId(), run, wait, context);
            if (response.isPresent()) {
                return response.get();
            }
        }
        // The row shows the current state, whether the run has ended or not.
        return stateResponse(
                runLookup.find(agency, run.runId()).orElseThrow(() -> RunLookup.notFound(agency)), context);
    }

    private Response stateResponse(StoredRun run, RoutingContext context) {
        Forwarding.markAsOwner(context);
        return NoStore.with(Response.ok(runLookup.body(run, context)));
    }

    @Operation(hidden = true)
    @DELETE
    @RunOnVirtualThread
    public Response delete(@PathParam("agency") String path, @PathParam("run") String runId, RoutingContext context)
            throws InterruptedException {
        Agency agency = agencies.at(path);
        Optional<StoredRun> run = runLookup.find(agency, runId);
        if (run.isEmpty()) {
            return ownerPod.delete(agency, runId, null, context).orElseThrow(() -> RunLookup.notFound(agency));
        }
        Store.DeletionResult result = runLookup.delete(run.get());
        if (result == Store.DeletionResult.LIVE && deletingCancels) {
            return cancel(agency, run.get(), context);
        }
        Forwarding.markAsOwner(context);
        return switch (result) {
            case DONE -> Response.noContent().build();
            case ABSENT -> throw RunLookup.notFound(agency);
            case LIVE ->
                throw new AgencyException(
                        ErrorCode.CONFLICT,
                        "The run has not ended. Cancel it with cancel_response_stream, or wait for its end.");
        };
    }

    private Response cancel(Agency agency, StoredRun run, RoutingContext context) throws InterruptedException {
        Optional<ActiveRun> liveRun = runLookup.findActive(run);
        if (liveRun.isPresent()) {
            Forwarding.markAsOwner(context);
            liveRun.get().cancel(Cancellation.Mode.IMMEDIATE);
            return Response.noContent().build();
        }
        return ownerPod.delete(agency, run.runId(), run, context)
                .orElseThrow(() -> new AgencyException(
                        ErrorCode.CONFLICT,
                        "The run has not ended, and the process that has it could not be reached."));
    }
}
