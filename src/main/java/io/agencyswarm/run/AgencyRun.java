package io.agencyswarm.run;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.Durations;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.eventlog.EventLog;
import io.agencyswarm.item.Origin;
import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.observe.RunObserver;
import io.agencyswarm.observe.Span;
import io.agencyswarm.observe.Step;
import io.agencyswarm.observe.StepOutcome;
import io.agencyswarm.store.AdmissionResult;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A client's request that is being answered, from its first step to its last. Its events are in {@link #log}, its
 * result is in {@link #whenEnded}. Thread-safe.
 */
public final class AgencyRun {

    private static final Logger LOG = Logger.getLogger(AgencyRun.class);

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final String id = UUID.randomUUID().toString();
    private final Cancellation cancellation = new Cancellation();
    private final CompletableFuture<RunResult> ended = new CompletableFuture<>();
    private final CompletableFuture<RunResult> published = new CompletableFuture<>();
    private final Agency agency;
    private final RunRequest request;
    private final RunPersistence persistence;
    private final ActiveRuns active;
    private final RunObserver observer;
    private final EventLog log;
    private final RunEvents events;
    private final RunClients clients;
    private final Transcript transcript = new Transcript();
    private final @Nullable StoredRunWriter writer;
    private final RunContext context;
    private final MessageAnswer answer;

    // Confined to the run's thread.
    private final FailureCollector failures = new FailureCollector(id);
    private boolean startEncoded;
    private boolean endSent;

    /**
     * Creates a run that has not started. Called on the thread of the request that asks for it.
     *
     * @param active the runs that this run is removed from when it ends
     */
    AgencyRun(
            Agency agency,
            RunRequest request,
            EventEncoder encoder,
            RunServices services,
            RunPersistence persistence,
            ActiveRuns active,
            RunObserver observer) {
        this.agency = agency;
        this.request = request;
        this.persistence = persistence;
        this.active = active;
        this.observer = observer;
        this.log = persistence.log(request, this::cancelAtOnce);
        this.events = new RunEvents(log, encoder);
        this.clients = new RunClients(request.storage(), log, persistence.rejoinTime(), this::cancelAtOnce);
        Origin origin = AgentRun.origin(request.recipient());
        request.message().itemsForClient().forEach(item -> transcript.add(item, origin));
        this.writer = persistence.writer(id, agency.name(), request, transcript.takeNew());
        this.context = new RunContext(agency, request.options(), services, cancellation, events, writer);
        this.answer = new MessageAnswer(context, request, persistence.conversations(), transcript, origin);
    }

    /** Returns the run's id, which can't be guessed. */
    public String id() {
        return id;
    }

    /** Returns whether a text has the form of a run's id, of this process or another one. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** Returns the agency that runs. */
    public Agency agency() {
        return agency;
    }

    /** Returns the user context that the run started with, without the agency's. The tools change a copy of it. */
    public Map<String, Object> userContext() {
        return Collections.unmodifiableMap(request.options().userContext());
    }

    /** Returns the run's frames. */
    public EventLog log() {
        return log;
    }

    /** Asks the run to end. A run that still waits for its thread ends at once, in either mode. Never blocks. */
    public void cancel(Cancellation.Mode mode) {
        cancellation.request(isQueued() ? Cancellation.Mode.IMMEDIATE : mode);
    }

    /**
     * Registers a client that waits for the run: the one that started it, one that repeats its idempotency key, or a
     * reader. Never blocks.
     */
    public void join() {
        clients.join();
    }

    /**
     * Removes a client that had joined. When the last one has left, a run in the background continues, a run whose
     * frames are stored is cancelled if no client joins within the time to rejoin, and any other run is cancelled at
     * once. Never blocks.
     */
    public void leave() {
        clients.leave();
    }

    /**
     * Returns whether the run may continue without a client, in the background or until the time to rejoin has passed.
     */
    public boolean outlivesClients() {
        return request.storage().storesFrames();
    }

    /** Returns whether the run is stored. */
    public boolean isStored() {
        return writer != null;
    }

    /** Returns whether the run's row is in the store already. */
    boolean isAdmitted() {
        return writer != null && writer.isAdmitted();
    }

    private boolean isQueued() {
        return writer != null && writer.isQueued();
    }

    /**
     * Completes, never exceptionally, when the run has stopped and its thread is free, before its end is sent to
     * clients.
     */
    public CompletableFuture<RunResult> whenEnded() {
        return ended.copy();
    }

    /**
     * Completes, never exceptionally, when the end has been sent as well, and the log that a request has asked for is
     * complete. A reader that reads nothing delays it.
     */
    public CompletableFuture<RunResult> whenPublished() {
        return published.copy();
    }

    /**
     * Waits for the end, as {@link #whenEnded} reports it.
     *
     * @return the result; empty if the run has not ended in time
     * @throws InterruptedException if the thread is interrupted; the run continues
     */
    public Optional<RunResult> awaitEnd(Duration timeout) throws InterruptedException {
        try {
            return Optional.of(ended.get(timeout.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException _) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw neverExceptional(e);
        }
    }

    /**
     * Waits for the end, as {@link #whenPublished} reports it.
     *
     * @throws InterruptedException if the thread is interrupted; the run continues
     */
    public RunResult awaitPublished() throws InterruptedException {
        try {
            return published.get();
        } catch (ExecutionException e) {
            throw neverExceptional(e);
        }
    }

    private static IllegalStateException neverExceptional(ExecutionException e) {
        return new IllegalStateException("A run's future never completes exceptionally.", e);
    }

    /** Ends the run at once with an error, and with the items that were complete by then. Never blocks. */
    void abort(AgencyException why) {
        cancellation.abort(why);
    }

    /** Ends the run and cuts off its readers, because another process has taken it over. Never blocks. */
    void fence() {
        abort(StoredRunWriter.fencedException());
        log.disconnectReaders(StoredRunWriter.fencedException());
    }

    private void cancelAtOnce() {
        cancel(Cancellation.Mode.IMMEDIATE);
    }

    /** Writes the run's row. Only for a run that is stored. */
    AdmissionResult admit() {
        return Objects.requireNonNull(writer, "only a stored run has a row").admit();
    }

    void begin() {
        // The virtual thread inherits nothing of the request's thread, which ends first, except its class loader: the
        // JDK leaves that out together with inherited thread locals, and libraries need it to find the application's
        // classes.
        Thread thread = Thread.ofVirtual().inheritInheritableThreadLocals(false).unstarted(this::run);
        thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
        thread.start();
    }

    private void run() {
        @Nullable Throwable fault = null;
        Step.Run step = new Step.Run(id, agency.name(), request.recipient().name());
        try {
            Span span = observer.begin(step);
            try (Span.Scope _ = span.enter();
                    RunScope.Activation _ = context.scope().begin()) {
                execute(span);
            }
        } catch (VirtualMachineError e) {
            fault = e;
            throw e;
        } catch (Throwable e) {
            LOG.errorf(e, "Run %s of agency %s failed unexpectedly.", id, agency.name());
            fault = e;
        } finally {
            finish(fault);
        }
    }

    private void execute(Span span) {
        if (!isQueued()) {
            active.limitTime(this);
        }
        try {
            failures.attempt(() -> {
                emitStart();
                if (writer != null && writer.isQueued()) {
                    writer.awaitThread(cancellation);
                    active.limitTime(this);
                }
                answer.produce(span);
            });
        } catch (InterruptedException e) {
            // Only a cancel interrupts. Any other interrupt would be a bug of the service, and is reported as one.
            failures.add(e);
        } finally {
            cancellation.end();
        }
        RunResult result = end(span);
        publishEnd(result);
        failures.throwFatal();
    }

    /**
     * Emits the first event, and makes this thread the one that a cancel interrupts. An unbuffered log may wait for its
     * reader, so a cancel must interrupt it there; a log with stored frames never waits, and must get the event.
     */
    private void emitStart() throws InterruptedException {
        if (!log.isStored()) {
            cancellation.begin();
        }
        events.emit(started(), () -> startEncoded = true);
        if (log.isStored()) {
            cancellation.begin();
        }
    }

    private RunEvent started() {
        return new RunEvent.Started(id, context.userContext());
    }

    /** Ends the run with an error, because it has taken longer than this limit. Never blocks. */
    void failWithTimeout(Duration limit) {
        abort(new AgencyException(
                ErrorCode.RUN_TIMEOUT,
                "The run did not end within " + Durations.text(limit)
                        + ", the maximum duration of a run (agency-swarm.limits.run-time)."));
    }

    private RunResult end(Span span) {
        if (cancellation.isImmediate()) {
            failures.replace(cancellation.cause());
        }
        List<ThreadItem> lastItems = failures.get(transcript::takeNew, List.of());
        List<ThreadItem> items = transcript.items();
        failures.perform(() -> answer.save(items));
        boolean cancelled = cancellation.isRequested() && cancellation.cause() == null;
        RunResult result = store(
                lastItems,
                new RunResult(
                        id,
                        answer.response(),
                        items,
                        context.budget().usage(),
                        cancelled,
                        failures.first(),
                        answer.fileIds(),
                        answer.chatName(),
                        null));
        failures.perform(() -> span.end(new StepOutcome(result.usage(), result.error(), cancelled)));
        persistence.keep(id, request, log);
        active.remove(this);
        ended.complete(result);
        return result;
    }

    /** Stores the result before clients are sent the end, so that the next request finds the thread free. */
    private RunResult store(List<ThreadItem> lastItems, RunResult result) {
        if (writer == null) {
            return result;
        }
        failures.perform(() -> writer.end(lastItems, result, events.reserveEnd(result)));
        return isFenced() && result.error() == null
                ? RunResult.failed(id, StoredRunWriter.fencedException())
                : result.withStoreError(writer.storeError());
    }

    private boolean isFenced() {
        return writer != null && writer.isFenced();
    }

    private void publishEnd(RunResult result) {
        if (isFenced() && log.isStored()) {
            // The other process decides how the run ends.
            log.disconnectReaders(StoredRunWriter.fencedException());
            return;
        }
        try {
            if (!startEncoded && cancellation.isImmediate()) {
                // The run was cancelled before it could append its first event.
                events.emitEnd(started());
            }
            if (result.error() != null) {
                FailureCollector.log(LOG, result.error(), id, agency.name());
                events.emitEnd(new RunEvent.RunFailed(result.error().getMessage()));
            }
            events.emitEnd(new RunEvent.Ended(result));
            endSent = true;
        } catch (InterruptedException _) {
            // The service is shutting down.
            Thread.currentThread().interrupt();
        }
    }

    /** Removes the run and completes its futures, whatever was thrown. */
    private void finish(@Nullable Throwable fault) {
        log.close(endSent ? null : fault);
        active.remove(this);
        if (!ended.isDone()) {
            // The log was not handed to the memory of ended runs, so nothing else frees what it holds.
            log.disconnectReaders(Objects.requireNonNullElseGet(fault, IllegalStateException::new));
            ended.complete(RunResult.failed(
                    id,
                    new AgencyException(
                            ErrorCode.INTERNAL,
                            "The run failed before its result could be sent. The service's log has the cause.")));
        }
        published.complete(ended.join());
    }
}
