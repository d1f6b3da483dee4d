package io.agencyswarm.run;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.observe.Outcome;
import io.agencyswarm.observe.RunObserver;
import io.agencyswarm.observe.Span;
import io.agencyswarm.observe.Step;
import io.smallrye.mutiny.Multi;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One request of a client on its way. Either {@link #events} is subscribed to or {@link #await} is called, once;
 * {@link #cancel} may come from any thread at any time.
 */
public final class AgencyRun {

    private static final Logger LOG = Logger.getLogger(AgencyRun.class);

    /** What may be a fault in code: only its author can mend it, and needs to see where it is. */
    private static final Set<ErrorCode> CODE_OF_OURS_OR_THE_APPLICATIONS =
            EnumSet.of(ErrorCode.INTERNAL, ErrorCode.TOOL_FAILED, ErrorCode.GUARDRAIL, ErrorCode.THREAD_STORE);

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final String id = UUID.randomUUID().toString();
    private final AtomicBoolean claimed = new AtomicBoolean();
    private final Cancellation cancellation = new Cancellation();
    private final CompletableFuture<RunResult> ended = new CompletableFuture<>();
    private final Agency agency;
    private final RunRequest request;
    private final RunServices services;
    private final RunObserver observer;
    private final RequestScopes scopes = new RequestScopes();
    private final Map<String, Object> userContext;

    AgencyRun(Agency agency, RunRequest request, RunServices services) {
        this.agency = agency;
        this.request = request;
        this.services = services;
        this.observer = services.observers().asked();
        this.userContext = UserContext.of(agency, request.options());
    }

    /** The run's id, not to be guessed. */
    public String id() {
        return id;
    }

    /** Whether a text can be the id of a run, of this process or of another one. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** The agency that runs. */
    public Agency agency() {
        return agency;
    }

    /** The user context that the run began with, the agency's left out; its tools change a copy. */
    public Map<String, Object> userContext() {
        return Collections.unmodifiableMap(request.options().userContext());
    }

    /** What the run's tools find under a key of the user context, and may change; null where there is nothing. */
    public @Nullable Object shared(String key) {
        return userContext.get(key);
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

    /** Ends the run at once, as failed: with an error, and what was whole by then. Never blocks. */
    void abort(AgencyException why) {
        cancellation.abort(why);
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
        try {
            Span span = observer.begin(
                    new Step.Run(id, agency.name(), request.recipient().name()));
            try (Span.Scope _ = span.enter();
                    RequestScopes.Scope _ = scopes.open()) {
                return execute(events, span);
            }
        } finally {
            leave();
        }
    }

    private RunResult execute(EventSink events, Span span) {
        RunContext context =
                new RunContext(agency, request.options(), userContext, services, cancellation, events, span, scopes);
        Work work = new Work(context, request, services);
        FailureCollector failures = new FailureCollector(id);
        services.active().add(this);
        endWhenLate();
        try {
            failures.attempt(() -> {
                events.emit(new RunEvent.Started(id));
                cancellation.begin();
                work.answer();
            });
        } catch (InterruptedException e) {
            // Only a cancel interrupts; anything else would be a fault of ours, and is told as one.
            failures.add(e);
        } finally {
            cancellation.end();
        }
        RunResult result = end(work, span, failures);
        tell(events, result);
        failures.throwFatal();
        return result;
    }

    private void endWhenLate() {
        Duration limit = services.limits().runTime();
        if (limit.isPositive()) {
            var _ = ended.copy()
                    .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                    .exceptionally(late -> {
                        abort(new AgencyException(
                                ErrorCode.RUN_TIMEOUT,
                                "The run did not end within " + ToolCaller.text(limit)
                                        + ", which is as long as a run may take (agency-swarm.limits.run-time)."));
                        return null;
                    });
        }
    }

    private RunResult end(Work work, Span span, FailureCollector failures) {
        if (cancellation.immediate()) {
            failures.replace(cancellation.cause());
        }
        List<ThreadItem> said = failures.get(work::said, List.of());
        failures.perform(() -> work.save(said));
        services.active().remove(this);
        boolean cancelled = cancellation.requested() && cancellation.cause() == null;
        RunResult result = work.result(id, said, cancelled, failures.first());
        failures.perform(() -> span.end(new Outcome(result.usage(), result.error(), cancelled)));
        ended.complete(result);
        return result;
    }

    private void tell(EventSink events, RunResult result) {
        try {
            if (result.error() != null) {
                log(result.error());
                events.emit(new RunEvent.Failed(result.error().getMessage()));
            }
            events.emit(new RunEvent.Ended(result));
        } catch (InterruptedException e) {
            // The service is shutting down.
            Thread.currentThread().interrupt();
        }
    }

    /** Whatever was thrown, nobody finds the run or waits for it any more. */
    private void leave() {
        services.active().remove(this);
        if (!ended.isDone()) {
            ended.complete(RunResult.failed(
                    id,
                    new AgencyException(
                            ErrorCode.INTERNAL,
                            "The run failed before its end could be told. The service's log has the cause.")));
        }
    }

    private void log(AgencyException failure) {
        boolean ours = CODE_OF_OURS_OR_THE_APPLICATIONS.contains(failure.code());
        LOG.logf(
                failure.code() == ErrorCode.INTERNAL ? Logger.Level.ERROR : Logger.Level.WARN,
                ours ? failure.getCause() : null,
                "Run %s of agency %s failed: %s",
                id,
                agency.name(),
                failure.getMessage());
    }
}
