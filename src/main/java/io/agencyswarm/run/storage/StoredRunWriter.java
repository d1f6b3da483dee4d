package io.agencyswarm.run.storage;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.run.Cancellation;
import io.agencyswarm.run.RunResult;
import io.agencyswarm.store.AdmissionResult;
import io.agencyswarm.store.NewRun;
import io.agencyswarm.store.RunRepository;
import io.agencyswarm.store.RunStatus;
import io.agencyswarm.store.Store;
import io.agencyswarm.store.StoredResult;
import io.agencyswarm.store.ThreadKey;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The stored part of a run, from its first row to its last. While the store can't be reached the run continues, and
 * unsaved turns are written with the next one. Confined to the request's thread until the run starts, then to the
 * run's.
 */
public final class StoredRunWriter {

    private static final Logger LOG = Logger.getLogger(StoredRunWriter.class);

    private static final String THREAD_FULL_MESSAGE = "The messages of this run do not fit into the thread"
            + " (agency-swarm.threads.max-bytes, agency-swarm.threads.max-caller-bytes). Begin a new thread.";

    private final Store store;
    private final ThreadWaiters waiters;
    private final NewRun row;
    private final Deque<TurnItems> unsaved = new ArrayDeque<>();

    private long attempt;
    private long lastEventId;
    private boolean fenced;
    private boolean threadFull;
    private @Nullable String storeError;

    // Read by other threads too.
    private volatile boolean queued;
    private volatile boolean admitted;

    /**
     * The items of a turn. If it is not known whether they were written, they are written again under the same number,
     * by which the store recognizes them.
     */
    private record TurnItems(List<ThreadItem> items, long lastEventId) {}

    StoredRunWriter(Store store, ThreadWaiters waiters, NewRun row) {
        this.store = store;
        this.waiters = waiters;
        this.row = row;
    }

    /**
     * Writes the run's row. The run starts only if the result is {@link AdmissionResult.Admitted} or
     * {@link AdmissionResult.Queued}.
     */
    public AdmissionResult admit() {
        return recordAdmission(store.runs().admit(row));
    }

    /** Returns whether the row has been written. */
    public boolean isAdmitted() {
        return admitted;
    }

    /** Returns whether the run waits for its thread. */
    public boolean isQueued() {
        return queued;
    }

    /**
     * Waits until the run has its thread, also while the store can't be reached.
     *
     * @throws InterruptedException if the run was cancelled meanwhile, by a request or by another run
     */
    public void awaitThread(Cancellation cancellation) throws InterruptedException {
        ThreadKey thread = Objects.requireNonNull(row.thread(), "only runs of a thread are queued");
        while (queued) {
            try (ThreadWaiters.Waiter waiter = waiters.add(thread)) {
                switch (claim()) {
                    case AdmissionResult.Queued _ -> waiter.await();
                    case AdmissionResult.Full full -> throw full.exception();
                    case AdmissionResult.AlreadyEnded(RunStatus status)
                    when status == RunStatus.CANCELLED -> {
                        cancellation.cancel(Cancellation.Mode.IMMEDIATE);
                        throw new InterruptedException();
                    }
                    case AdmissionResult.AlreadyEnded _ -> {
                        fenced = true;
                        throw fencedException();
                    }
                    case AdmissionResult.Admitted _ -> {}
                }
            }
        }
    }

    /**
     * Tries to claim the thread. If the store can't be reached, the run stays queued, because it has not been ended.
     */
    private AdmissionResult.ClaimResult claim() {
        try {
            return recordAdmission(store.runs().claim(row));
        } catch (AgencyException e) {
            if (e.code() != ErrorCode.STORE_UNAVAILABLE) {
                throw e;
            }
            return new AdmissionResult.Queued(attempt, List.of());
        }
    }

    /**
     * Appends the items of a completed turn.
     *
     * @param lastEventId the turn's last frame, 0 if frames have no numbers
     * @throws AgencyException if the thread is full, or another process has taken over the run
     */
    public void advance(List<ThreadItem> items, long lastEventId) {
        this.lastEventId = Math.max(this.lastEventId + 1, lastEventId);
        unsaved.add(new TurnItems(items, this.lastEventId));
        try {
            if (!write()) {
                throw new AgencyException(ErrorCode.TOO_LARGE, THREAD_FULL_MESSAGE);
            }
        } catch (AgencyException e) {
            if (e.code() != ErrorCode.STORE_UNAVAILABLE) {
                throw e;
            }
            LOG.warnf("Run %s continues, but its latest turn is not saved yet: %s", row.runId(), e.getMessage());
        }
    }

    /**
     * Writes the unsaved turns.
     *
     * @return whether they fit into the thread
     * @throws AgencyException if the store can't be reached, or another process has taken over the run
     */
    private boolean write() {
        for (TurnItems batch = unsaved.peek(); batch != null; batch = unsaved.peek()) {
            RunRepository.WriteResult writeResult =
                    store.runs().advance(row.runId(), attempt, batch.items(), batch.lastEventId());
            switch (writeResult) {
                case DONE, DONE_WITHOUT_ITEMS -> unsaved.remove();
                case FENCED -> {
                    unsaved.remove();
                    fenced = true;
                    throw fencedException();
                }
                case THREAD_FULL -> {
                    // Skips this turn and the following ones; the run's end is still written.
                    threadFull = true;
                    unsaved.clear();
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * Appends the last items, writes the run's result, and releases its thread.
     *
     * @param lastEventId the run's last frame, 0 if frames have no numbers
     */
    public void end(List<ThreadItem> items, RunResult result, long lastEventId) {
        StoredResult stored = storedResult(result, lastEventId);
        try {
            if (!write()) {
                storeError = THREAD_FULL_MESSAGE;
            }
            RunRepository.WriteResult writeResult =
                    store.runs().end(row.runId(), attempt, threadFull ? List.of() : items, stored);
            // A run that interrupts this one may have ended its row while it waited.
            fenced |= writeResult == RunRepository.WriteResult.FENCED && !queued;
            if (writeResult == RunRepository.WriteResult.DONE_WITHOUT_ITEMS) {
                storeError = THREAD_FULL_MESSAGE;
            }
        } catch (AgencyException e) {
            storeError = "The run and its messages could not be saved: " + e.getMessage();
            LOG.warnf("Run %s was not saved: %s", row.runId(), e.getMessage());
        } catch (RuntimeException e) {
            storeError = "The run and its messages could not be saved. The service's log has the cause.";
            LOG.errorf(e, "Run %s was not saved.", row.runId());
        } finally {
            if (row.thread() != null) {
                waiters.release(row.thread());
            }
        }
    }

    private static StoredResult storedResult(RunResult result, long lastEventId) {
        AgencyException failure = result.failure();
        return new StoredResult(
                status(result),
                result.response(),
                result.usage(),
                failure == null ? null : failure.getMessage(),
                failure == null ? null : failure.code().name(),
                result.fileIds(),
                result.chatName(),
                lastEventId);
    }

    private static RunStatus status(RunResult result) {
        if (result.failure() != null) {
            return RunStatus.FAILED;
        }
        return result.cancelled() ? RunStatus.CANCELLED : RunStatus.COMPLETED;
    }

    /** Returns why the end could not be written; null if it was. */
    public @Nullable String storeError() {
        return storeError;
    }

    /** Returns whether a write was refused because another process has taken over the run. */
    public boolean isFenced() {
        return fenced;
    }

    /** Returns the error of a run that another process has taken over. */
    public static AgencyException fencedException() {
        return new AgencyException(
                ErrorCode.CONFLICT,
                "Another process has ended this run, because the process that ran it could not reach the store for the"
                        + " duration of a lease (agency-swarm.runs.lease). Retry the request.");
    }

    private <R extends AdmissionResult> R recordAdmission(R answer) {
        switch (answer) {
            case AdmissionResult.Admitted(long number) -> {
                attempt = number;
                queued = false;
                admitted = true;
            }
            case AdmissionResult.Queued(long number, List<String> _) -> {
                attempt = number;
                queued = true;
                admitted = true;
            }
            case AdmissionResult.Busy _,
                    AdmissionResult.QueueFull _,
                    AdmissionResult.Repeated _,
                    AdmissionResult.RepeatedDeleted _,
                    AdmissionResult.KeyReused _,
                    AdmissionResult.Full _,
                    AdmissionResult.AlreadyEnded _ -> {}
        }
        return answer;
    }
}
