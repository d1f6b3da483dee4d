package io.agencyswarm.agui;

import io.agencyswarm.auth.Caller;
import io.agencyswarm.run.AgencyRun;
import io.agencyswarm.run.Cancellation;
import jakarta.inject.Singleton;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The active runs by their clients' names for them. A client that lost its connection comes back with the same names,
 * often before its leaving was noticed; the run that it left is cancelled then. Safe for several threads.
 */
@Singleton
class ThreadRuns {

    private final ConcurrentMap<Name, AgencyRun> runs = new ConcurrentHashMap<>();

    /** The names that one client gave; those of another are others. */
    private record Name(@Nullable Object principal, String agency, String threadId, String runId) {}

    /** A run has begun; one of the same names ends. */
    void begun(AgencyRun run, RunInput.Ids ids) {
        Name name = new Name(Caller.principal(run.userContext()), run.agency().name(), ids.threadId(), ids.runId());
        AgencyRun left = runs.put(name, run);
        if (left != null) {
            left.cancel(Cancellation.Mode.IMMEDIATE);
        }
        var _ = run.ended().thenRun(() -> runs.remove(name, run));
    }
}
