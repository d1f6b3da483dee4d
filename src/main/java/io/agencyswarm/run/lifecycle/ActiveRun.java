package io.agencyswarm.run.lifecycle;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.eventlog.EventLog;
import io.agencyswarm.run.AgentRun;
import io.agencyswarm.run.Cancellation;
import io.agencyswarm.run.EventEncoder;
import io.agencyswarm.run.RunRequest;
import io.agencyswarm.run.RunResult;
import io.agencyswarm.run.loop.EventEmitter;
import io.agencyswarm.run.loop.Transcript;
import io.agencyswarm.run.storage.RunPersistence;
import io.agencyswarm.run.storage.StoredRunWriter;
import io.agencyswarm.store.AdmissionResult;
import io.agencyswarm.text.Durations;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A client's request that is being answered, from its first step to its last. Its events are in {@link #log}, its
 * result is in {@link #whenEnded}. This is the side that other threads use; the run's own thread executes its
 * {@link RunExecution}. Thread-safe.
 */
public final class ActiveRun {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final String id = UUID.randomUUID().toString();
    private final Cancellation cancellation = new Cancellation();
    private final CompletableFuture<RunResult> ended = new CompletableFuture<>();
    private final CompletableFuture<RunResult> published = new CompletableFuture<>();
    private final Transcript transcript = new Transcript();
    private final Agency agency;
    private final RunRequest request;
    private final AgentRun root;
    private final EventLog log;
    private final EventEmitter events;
    private final RunClients clients;
    private final @Nullable StoredRunWriter writer;

    /** Creates a run that has not started. */
    ActiveRun(Agency agency, RunRequest request, EventEncoder encoder, RunPersistence persistence) {
        this.agency = agency;
        this.request = request;
        this.root = AgentRun.root(request.recipient());
        Runnable cancelAtOnce = () -> cancellation.cancel(Cancellation.Mode.IMMEDIATE);
        this.log = persistence.log(request, cancelAtOnce);
        this.events = new EventEmitter(log, encoder);
        this.clients = new RunClients(request.storage(), log, persistence.rejoinTime(), cancelAtOnce);
        request.message().itemsForClient().forEach(item -> transcript.add(item, root.origin()));
        this.writer = persistence.writer(id, agency.name(), request, transcript.takeNew());
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

    /** Returns the subject of the token of the caller who started the run; null if there is none. */
    public @Nullable String principal() {
        return request.storage().principal();
    }

    /** Returns the run's frames. */
    public EventLog log() {
        return log;
    }

    /** Asks the run to end. A run that still waits for its thread ends at once, in either mode. Never blocks. */
    public void cancel(Cancellation.Mode mode) {
        cancellation.cancel(isQueued() ? Cancellation.Mode.IMMEDIATE : mode);
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

    boolean isQueued() {
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
     * Waits until the end has been sent to clients as well, and the log that a request has asked for is complete. A
     * reader that reads nothing delays it.
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

    /** Ends the run with an error, because it has taken longer than this limit. Never blocks. */
    void failWithTimeout(Duration limit) {
        abort(new AgencyException(
                ErrorCode.RUN_TIMEOUT,
                "The run did not end within " + Durations.text(limit)
                        + ", the maximum duration of a run (agency-swarm.limits.run-time)."));
    }

    /** Ends the run and cuts off its readers, because another process has taken it over. Never blocks. */
    void fence() {
        abort(StoredRunWriter.fencedException());
        log.disconnectReaders(StoredRunWriter.fencedException());
    }

    /** Writes the run's row. Only for a run that is stored. */
    AdmissionResult admit() {
        return Objects.requireNonNull(writer, "only a stored run has a row").admit();
    }

    RunRequest request() {
        return request;
    }

    /** Returns the run of the agent that the user talks to first. */
    AgentRun root() {
        return root;
    }

    /** Returns the items so far; at first those of the message, if they are known before it is prepared. */
    Transcript transcript() {
        return transcript;
    }

    Cancellation cancellation() {
        return cancellation;
    }

    EventEmitter events() {
        return events;
    }

    /** Returns the writer of the run's stored part; null if nothing of the run is stored. */
    @Nullable
    StoredRunWriter writer() {
        return writer;
    }

    boolean hasEnded() {
        return ended.isDone();
    }

    /** Completes {@link #whenEnded}. */
    void end(RunResult result) {
        ended.complete(result);
    }

    /** Lets {@link #awaitPublished} return the result. The run has ended. */
    void publish() {
        published.complete(ended.join());
    }
}
