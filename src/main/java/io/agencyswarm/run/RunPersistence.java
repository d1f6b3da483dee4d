package io.agencyswarm.run;

import io.agencyswarm.eventlog.EventLog;
import io.agencyswarm.eventlog.ReplayMemory;
import io.agencyswarm.item.ThreadItem;
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
class RunPersistence {

    private final Store store;
    private final ConversationStore conversations;
    private final ThreadWaiters turns;
    private final ReplayMemory frames;
    private final StoredRunsConfig config;

    @Inject
    RunPersistence(
            Store store,
            ConversationStore conversations,
            ThreadWaiters turns,
            ReplayMemory frames,
            StoredRunsConfig config) {
        this.store = store;
        this.conversations = conversations;
        this.turns = turns;
        this.frames = frames;
        this.config = config;
    }

    /**
     * Returns the writer of a run's row and items.
     *
     * @param items the user's message, if it is known yet
     * @return null if nothing of the run is to be stored
     */
    @Nullable
    StoredRunWriter writer(String runId, String agency, RunRequest request, List<ThreadItem> items) {
        if (!request.isStored()) {
            return null;
        }
        RunRequest.Persistence persistence = request.persistence();
        List<ThreadItem> history = request.history().items();
        return new StoredRunWriter(
                store,
                turns,
                new NewRun(
                        runId,
                        agency,
                        persistence.principal(),
                        persistence.background(),
                        request.thread(),
                        conversations.isApplications(),
                        persistence.onBusy(),
                        history.isEmpty() ? null : history,
                        items,
                        persistence.idempotency(),
                        request.historyBudget()));
    }

    /** Creates the log of a run that has not started. */
    EventLog log(RunRequest request, Runnable cancelRun) {
        return request.persistence().storesFrames() ? frames.open() : EventLog.unbuffered(cancelRun);
    }

    /** Retains the frames of a run that has ended, for a limited time. */
    void keep(String runId, RunRequest request, EventLog log) {
        frames.keep(runId, request.thread(), log);
    }

    ConversationStore conversations() {
        return conversations;
    }

    /** Returns how long a run whose frames are stored continues without a client. */
    Duration rejoinTime() {
        return config.rejoinTime();
    }
}
