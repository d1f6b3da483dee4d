package io.agencyswarm.run;

import io.agencyswarm.eventlog.EventLog;
import io.agencyswarm.eventlog.ReplayMemory;
import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.store.NewRun;
import io.agencyswarm.store.RunsConfig;
import io.agencyswarm.store.Store;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps what lasts of runs: their rows, what was said, and their frames. */
@Singleton
class RunPersistence {

    private final Store store;
    private final ConversationStore conversations;
    private final ThreadWaiters turns;
    private final ReplayMemory frames;
    private final RunsConfig config;

    @Inject
    RunPersistence(
            Store store, ConversationStore conversations, ThreadWaiters turns, ReplayMemory frames, RunsConfig config) {
        this.store = store;
        this.conversations = conversations;
        this.turns = turns;
        this.frames = frames;
        this.config = config;
    }

    /**
     * The record of a run.
     *
     * @param items what the user says, as far as it is known yet
     * @return null where nothing of the run is to be kept
     */
    @Nullable
    RunRecord record(String runId, String agency, RunRequest request, List<ThreadItem> items) {
        if (!request.isKept()) {
            return null;
        }
        RunRequest.Lasting lasting = request.lasting();
        List<ThreadItem> history = request.history().items();
        return new RunRecord(
                store,
                turns,
                new NewRun(
                        runId,
                        agency,
                        lasting.principal(),
                        lasting.background(),
                        request.thread(),
                        conversations.isApplications(),
                        lasting.onBusy(),
                        history.isEmpty() ? null : history,
                        items,
                        lasting.idempotency(),
                        request.room()));
    }

    /** The log of a run that has not begun. */
    EventLog log(RunRequest request, Runnable cancelRun) {
        return request.lasting().keepsFrames() ? frames.open() : EventLog.held(cancelRun);
    }

    /** A run is over: its frames can be read again for a while. */
    void keep(String runId, RunRequest request, EventLog log) {
        frames.keep(runId, request.thread(), log);
    }

    ConversationStore conversations() {
        return conversations;
    }

    /** How long a run that may be asked for again goes on without a client. */
    Duration rejoinTime() {
        return config.rejoinTime();
    }
}
