package io.agencyswarm.http;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.auth.Caller;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.error.Problem;
import io.agencyswarm.eventlog.ReplayMemory;
import io.agencyswarm.run.ThreadStore;
import io.agencyswarm.store.Store;
import io.agencyswarm.store.ThreadKey;
import io.agencyswarm.store.ThreadRepository;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;

/** The caller's stored threads. */
@Singleton
class ThreadLookup {

    private final Store store;
    private final ReplayMemory endedLogs;
    private final Caller caller;
    private final Instance<ThreadStore> threadStore;

    @Inject
    ThreadLookup(Store store, ReplayMemory endedLogs, Caller caller, Instance<ThreadStore> threadStore) {
        this.store = store;
        this.endedLogs = endedLogs;
        this.caller = caller;
        this.threadStore = threadStore;
    }

    /**
     * Returns the store of all threads.
     *
     * @throws AgencyException if the application stores the threads itself
     */
    ThreadRepository repository() {
        if (threadStore.isResolvable()) {
            throw new AgencyException(
                    ErrorCode.NOT_SUPPORTED,
                    "This application stores its threads itself (a ThreadStore bean), so they can't be listed, deleted"
                            + " or forked.");
        }
        return store.threads();
    }

    /** Deletes a thread with its runs, and the frames of these runs that this process has. */
    Store.DeletionResult delete(ThreadKey thread) {
        Store.DeletionResult deletionResult = repository().delete(thread);
        if (deletionResult == Store.DeletionResult.DONE) {
            endedLogs.evictAll(thread);
        }
        return deletionResult;
    }

    /**
     * Returns the key of the caller's own thread with this id.
     *
     * @throws InvalidRequestException if the id is not valid
     */
    ThreadKey key(Agency agency, String threadId) {
        if (!ThreadKey.isId(threadId)) {
            throw new InvalidRequestException(List.of(new Problem(
                    List.of("path", "thread_id"),
                    "Input should have 1 to " + ThreadKey.MAX_ID_LENGTH + " characters",
                    "string_length")));
        }
        return new ThreadKey(agency.name(), threadId, caller.principal());
    }

    static AgencyException notFound(Agency agency) {
        return new AgencyException(
                ErrorCode.NOT_FOUND, "There is no thread with this id in agency " + agency.name() + ".");
    }
}
