package io.agencyswarm.run.storage;

import io.agencyswarm.eventlog.EventLog;
import io.agencyswarm.eventlog.ReplayMemory;
import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.run.RunRequest;
import io.agencyswarm.store.NewRun;
import io.agencyswarm.store.Store;
import io.agencyswarm.store.StoredRunsConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stores runs: their rows, their items and their frames. */
@Singleton
public class RunPersistence {

    private final Store store;
    private final ThreadPersistence threads;
    private final ThreadWaiters waiters;
    private final ReplayMemory frames;
    private final StoredRunsConfig config;

    @Inject
    RunPersistence(
            Store store,
            ThreadPersistence threads,
            ThreadWaiters waiters,
            ReplayMemory frames,
            StoredRunsConfig config) {
        this.store = store;
        this.threads = threads;
        this.waiters = waiters;
        this.frames = frames;
        this.config = config;
    }

    /**
     * Returns the writer of a run's row and items.
     *
     * @param items the user's message, if it is known yet
     * @return null if nothing of the run is to be stored
     */
    public @Nullable StoredRunWriter writer(String runId, String agency, RunRequest request, List<ThreadItem> items) {
        if (!request.isStored()) {
            return null;
        }
        RunRequest.StorageOptions storage = request.storage();
        List<ThreadItem> history = request.history().items();
        return new StoredRunWriter(
                store,
                waiters,
                new NewRun(
                        runId,
                        agency,
                        storage.principal(),
                        storage.background(),
                        request.thread(),
                        threads.usesThreadStore(),
                        storage.onBusy(),
                        history.isEmpty() ? null : history,
                        items,
                        storage.idempotency(),
                        request.historyBudget()));
    }

    /** Creates the log of a run that has not started. */
    public EventLog log(RunRequest request, Runnable cancelRun) {
        return request.storage().storesFrames() ? frames.open() : EventLog.unbuffered(cancelRun);
    }

    /** Retains the frames of a run that has ended, for a limited time. */
    public void keep(String runId, RunRequest request, EventLog log) {
        frames.retain(runId, request.thread(), log);
    }

    /** Returns the stored conversations. */
    public ThreadPersistence threads() {
        return threads;
    }

    /** Returns how long a run whose frames are stored continues without a client. */
    public Duration rejoinTime() {
        return config.rejoinTime();
    }
}
