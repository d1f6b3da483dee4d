package io.agencyswarm.store;

import io.agencyswarm.item.Conversation;
import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.store.RunRepository.WriteResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The rules that are the same in every store: which runs start, wait or are refused, which writes of their owners are
 * accepted, and how many bytes fit. The methods decide about what a store has found, and write nothing. What only some
 * decisions need is passed as a {@link Lookup}.
 *
 * @param threadBytes the maximum size of a thread's items, in bytes
 * @param callerBytes the maximum size of a caller's items and answers, in bytes
 * @param queue the maximum number of runs that wait for a thread
 * @param keepRuns how long runs are stored after their end; zero disables the limit
 * @param keepThreads how long threads are stored after their last update; zero disables the limit
 */
public record StoreRules(long threadBytes, long callerBytes, int queue, Duration keepRuns, Duration keepThreads) {

    /** Returns the rules with the configured limits. */
    public static StoreRules of(StoredRunsConfig runsConfig, ThreadsConfig threadsConfig) {
        return new StoreRules(
                threadsConfig.maxBytes(),
                threadsConfig.maxCallerBytes(),
                runsConfig.queue(),
                runsConfig.keep(),
                threadsConfig.keep());
    }

    /**
     * Something that a store reads only if a decision needs it, because reading it takes a statement.
     *
     * @param <E> the exception that reading it may throw
     */
    @FunctionalInterface
    public interface Lookup<T, E extends Exception> {

        /** Reads it. */
        T read() throws E;
    }

    /**
     * What a store has found when a run asks to start.
     *
     * @param row the run's row, if the call is repeated; may be empty if the thread is free and the store finds the row
     *     when it inserts the run
     * @param keyUse the earlier use of its idempotency key, which must not have expired
     */
    public record Found(Optional<RunState> row, Optional<KeyUse> keyUse, ThreadState thread) {}

    /** The row of a run, with the attempt that its owner's writes must carry. */
    public record RunState(StoredRun run, long attempt) {

        /** Returns the answer to a call that is repeated. */
        public AdmissionResult.ClaimResult answer() {
            return switch (run.status()) {
                case QUEUED -> new AdmissionResult.Queued(attempt, List.of());
                case RUNNING -> new AdmissionResult.Admitted(attempt);
                case COMPLETED, FAILED, CANCELLED -> new AdmissionResult.AlreadyEnded(run.status());
            };
        }
    }

    /**
     * The use of an idempotency key.
     *
     * @param runId the run that it started
     * @param run that run; empty if it has been deleted
     */
    public record KeyUse(String bodyHash, String runId, Optional<StoredRun> run) {}

    /**
     * The runs of a thread that have not ended.
     *
     * @param live the one that adds to the thread now; null for none
     * @param waiting those that wait for it, the next one first
     */
    public record ThreadState(@Nullable String live, List<String> waiting) {

        /** No runs; also the state of a run's thread if the run has none. */
        public static final ThreadState FREE = new ThreadState(null, List.of());

        /** Copies the list. */
        public ThreadState {
            waiting = List.copyOf(waiting);
        }

        /** Returns whether a new run starts at once. */
        public boolean isFree() {
            return live == null && waiting.isEmpty();
        }
    }

    /** What the store has to do about a run that asks to start. */
    public sealed interface Admission {

        /** Starts the run: checks the limits, and writes its row and its items. */
        record Start() implements Admission {}

        /**
         * Writes the row of a run that waits.
         *
         * @param cancelled waiting runs of its thread, which the store ends and fences
         * @param interrupted the ids for {@link AdmissionResult.Queued}
         */
        record Wait(List<String> cancelled, List<String> interrupted) implements Admission {}

        /** Writes nothing. */
        record Answer(AdmissionResult result) implements Admission {}
    }

    /** Decides about a run that is about to start. */
    public Admission admit(NewRun run, Found found) {
        // Its own row first: another run may have its key by now, because a day has passed.
        if (found.row().isPresent()) {
            return new Admission.Answer(found.row().get().answer());
        }
        if (found.keyUse().isPresent()) {
            return new Admission.Answer(repeat(run, found.keyUse().get()));
        }
        return found.thread().isFree() ? new Admission.Start() : admitBusy(run.onBusy(), found.thread());
    }

    private static AdmissionResult repeat(NewRun run, KeyUse key) {
        if (run.idempotency() == null || !run.idempotency().bodyHash().equals(key.bodyHash())) {
            return new AdmissionResult.KeyReused();
        }
        return key.run()
                .<AdmissionResult>map(AdmissionResult.Repeated::new)
                .orElseGet(() -> new AdmissionResult.RepeatedDeleted(key.runId()));
    }

    private Admission admitBusy(OnBusy onBusy, ThreadState thread) {
        List<String> waiting = thread.waiting();
        String liveOrNextRun = thread.live() == null ? waiting.getFirst() : thread.live();
        return switch (onBusy) {
            case REJECT -> new Admission.Answer(new AdmissionResult.Busy(liveOrNextRun));
            case ENQUEUE ->
                waiting.size() >= queue
                        ? new Admission.Answer(new AdmissionResult.QueueFull(liveOrNextRun, waiting.size()))
                        : new Admission.Wait(List.of(), List.of());
            case INTERRUPT -> {
                List<String> interrupted = new ArrayList<>(waiting);
                if (thread.live() != null) {
                    interrupted.addFirst(thread.live());
                }
                yield new Admission.Wait(waiting, List.copyOf(interrupted));
            }
        };
    }

    /**
     * Decides about a run that has waited. Waiting runs ask often.
     *
     * @param next the first run that waits for the thread; empty if a run is live
     * @return the answer; empty if the run starts
     */
    public <E extends Exception> Optional<AdmissionResult.ClaimResult> claim(
            String runId, Optional<RunState> row, Lookup<Optional<String>, E> next) throws E {
        if (row.isEmpty()) {
            return Optional.of(new AdmissionResult.AlreadyEnded(RunStatus.CANCELLED));
        }
        boolean isNext = row.get().run().status() == RunStatus.QUEUED
                // If the store has read the row first and without a lock, the run may have started since.
                && next.read().filter(runId::equals).isPresent();
        return isNext ? Optional.empty() : Optional.of(row.get().answer());
    }

    /**
     * Decides about an owner's write of a turn.
     *
     * @return the answer; empty if the items are to be appended
     */
    public Optional<WriteResult> advance(Optional<RunState> row, long attempt, long lastEventId) {
        if (!isOwned(row, attempt) || row.get().run().status() != RunStatus.RUNNING) {
            return Optional.of(WriteResult.FENCED);
        }
        return lastEventId <= row.get().run().lastEventId() ? Optional.of(WriteResult.DONE) : Optional.empty();
    }

    /**
     * Decides about an owner's write of the end.
     *
     * @return the answer; empty if the end is to be written
     */
    public Optional<WriteResult> end(Optional<RunState> row, long attempt) {
        if (!isOwned(row, attempt)) {
            return Optional.of(WriteResult.FENCED);
        }
        return row.get().run().status().isEnded() ? Optional.of(WriteResult.DONE) : Optional.empty();
    }

    private static boolean isOwned(Optional<RunState> row, long attempt) {
        return row.isPresent() && row.get().attempt() == attempt;
    }

    /**
     * Returns how many items of a thread a fork begins with, before calls without outputs are left out.
     *
     * @param afterItem the number of the last of them, null for all
     * @param itemCount how many items the thread has
     * @throws Store.PositionException if the thread has fewer items than {@code afterItem}
     */
    public static int forkedCount(@Nullable Integer afterItem, int itemCount) {
        if (afterItem == null) {
            return itemCount;
        }
        if (afterItem < 0 || afterItem > itemCount) {
            throw new Store.PositionException("The thread has fewer items than " + afterItem);
        }
        return afterItem;
    }

    /**
     * Returns the items of a fork.
     *
     * @param afterItem as in {@link #forkedCount}
     * @param items the items that a thread begins with, at least those
     */
    public static List<ThreadItem> forkedItems(@Nullable Integer afterItem, List<ThreadItem> items) {
        return afterItem == null
                ? items
                : new Conversation(items).first(afterItem).items();
    }

    /**
     * Checks whether items or an answer fit.
     *
     * @param added their bytes; what adds nothing fits always
     * @param inThread the bytes of the thread that they are added to; empty for none
     * @param ofCaller the bytes that the caller holds without them
     * @return the refusal; empty if they fit
     */
    public <E extends Exception> Optional<AdmissionResult.Full> checkRoom(
            long added, OptionalLong inThread, Lookup<Long, E> ofCaller) throws E {
        if (added == 0) {
            return Optional.empty();
        }
        if (inThread.isPresent() && inThread.getAsLong() + added > threadBytes) {
            return Optional.of(new AdmissionResult.ThreadFull(threadBytes));
        }
        return ofCaller.read() + added > callerBytes
                ? Optional.of(new AdmissionResult.CallerFull(callerBytes))
                : Optional.empty();
    }
}
