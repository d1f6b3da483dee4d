package io.agencyswarm.run;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.item.Origin;
import io.agencyswarm.model.Models;
import io.smallrye.mutiny.Multi;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One request of a client on its way. Either {@link #events} is subscribed to or {@link #await} is called, once;
 * {@link #cancel} may come from any thread at any time.
 */
public final class AgencyRun {

    private static final Logger LOG = Logger.getLogger(AgencyRun.class);

    private final String id = UUID.randomUUID().toString();
    private final AtomicBoolean claimed = new AtomicBoolean();
    private final Cancellation cancellation = new Cancellation();
    private final CompletableFuture<RunResult> ended = new CompletableFuture<>();
    private final Agency agency;
    private final RunRequest request;
    private final Models models;
    private final RunConfig limits;
    private final ActiveRuns active;

    AgencyRun(Agency agency, RunRequest request, Models models, RunConfig limits, ActiveRuns active) {
        this.agency = agency;
        this.request = request;
        this.models = models;
        this.limits = limits;
        this.active = active;
    }

    /** The run's id, not to be guessed. */
    public String id() {
        return id;
    }

    /** The agency that runs. */
    public Agency agency() {
        return agency;
    }

    /**
     * The run's events under demand. Subscribing starts the run on a virtual thread of its own, on which events are
     * delivered; cancelling the subscription cancels the run at once. The stream never fails: a failure is an event.
     *
     * @param encoding what an event becomes for the subscriber; called on the run's threads, one event at a time. It is
     *     part of the source, because an operator behind it would restore the request's contexts for each token
     */
    public <T> Multi<T> events(Function<RunEvent, List<T>> encoding) {
        return Multi.createFrom().publisher(new RunEvents<>(this, encoding));
    }

    /**
     * Runs on the calling virtual thread, to the end.
     *
     * @param listener gets the events, from several threads at a time where agents delegate side by side
     */
    public RunResult await(Consumer<RunEvent> listener) {
        claim();
        return execute(listener::accept);
    }

    /** Asks the run to end. Never blocks. */
    public void cancel(Cancellation.Mode mode) {
        cancellation.request(mode);
    }

    /** Completes, never exceptionally, when the run has stopped. */
    public CompletableFuture<RunResult> ended() {
        return ended.copy();
    }

    /** A run is run once. */
    void claim() {
        if (!claimed.compareAndSet(false, true)) {
            throw new IllegalStateException("Run " + id + " has begun already; ask AgencyRunner for another one.");
        }
    }

    RunResult execute(EventSink events) {
        RunContext context = new RunContext(agency, request, models, limits, cancellation, events);
        Transcript transcript = new Transcript();
        String response = "";
        @Nullable AgencyException failure = null;
        active.add(this);
        try {
            events.emit(new RunEvent.Started(id));
            cancellation.begin();
            response = loop(context, transcript).answer(request.message());
        } catch (InterruptedException interrupted) {
            // Only a cancel interrupts; anything else would be a fault of ours, and is told as one.
            failure = cancellation.immediate() ? null : unexpected(interrupted);
        } catch (AgencyException expected) {
            failure = expected;
        } catch (RuntimeException | Error fault) {
            failure = unexpected(fault);
        } finally {
            cancellation.end();
        }
        return end(context, transcript, response, cancellation.immediate() ? null : failure, events);
    }

    private AgentLoop loop(RunContext context, Transcript transcript) {
        Origin origin = context.origin(request.recipient().name(), null, null);
        return new AgentLoop(
                context,
                request.recipient(),
                origin,
                transcript,
                0,
                request.additionalInstructions(),
                context.conversation(request.recipient().name(), null));
    }

    private RunResult end(
            RunContext context,
            Transcript transcript,
            String response,
            @Nullable AgencyException failure,
            EventSink events) {
        boolean cancelled = cancellation.requested();
        RunResult result = new RunResult(id, response, transcript.toThread(), context.usage(), cancelled, failure);
        active.remove(this);
        ended.complete(result);
        try {
            if (failure != null) {
                log(failure);
                events.emit(new RunEvent.Failed(failure.getMessage()));
            }
            events.emit(new RunEvent.Ended(result));
        } catch (InterruptedException shuttingDown) {
            Thread.currentThread().interrupt();
        }
        return result;
    }

    private void log(AgencyException failure) {
        // What a model or a tool did is the user's to mend and needs no stack; a fault of ours does.
        boolean ours = failure.code() == ErrorCode.INTERNAL || failure.code() == ErrorCode.TOOL_FAILED;
        LOG.logf(
                failure.code() == ErrorCode.INTERNAL ? Logger.Level.ERROR : Logger.Level.WARN,
                ours ? failure.getCause() : null,
                "Run %s of agency %s failed: %s",
                id,
                agency.name(),
                failure.getMessage());
    }

    private AgencyException unexpected(Throwable fault) {
        return new AgencyException(
                ErrorCode.INTERNAL,
                "The run failed unexpectedly. The service's log has the cause under run " + id + ".",
                fault);
    }
}
