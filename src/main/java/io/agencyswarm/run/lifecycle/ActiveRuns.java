package io.agencyswarm.run.lifecycle;

import io.agencyswarm.cluster.OwnAddresses;
import io.agencyswarm.eventlog.EventLog;
import io.agencyswarm.eventlog.ReplayMemory;
import io.agencyswarm.store.Store;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The runs of this process that have started and not ended. Thread-safe. */
@Singleton
public class ActiveRuns implements Store.LocalRuns {

    private final ConcurrentMap<String, ActiveRun> runs = new ConcurrentHashMap<>();
    private final OwnAddresses self;
    private final ReplayMemory endedLogs;

    @Inject
    ActiveRuns(OwnAddresses self, ReplayMemory endedLogs) {
        this.self = self;
        this.endedLogs = endedLogs;
    }

    /** Returns the run with this id; empty once it has ended. */
    public Optional<ActiveRun> find(String runId) {
        return Optional.ofNullable(runs.get(runId));
    }

    /** Returns the stored frames of a run that is running or has ended, if this process has them. */
    public Optional<EventLog> log(String runId) {
        return find(runId).map(ActiveRun::log).or(() -> endedLogs.find(runId)).filter(EventLog::isStored);
    }

    @Override
    public Collection<String> liveRunIds() {
        return runs.values().stream()
                .filter(ActiveRun::isAdmitted)
                .map(ActiveRun::id)
                .toList();
    }

    @Override
    public @Nullable String address() {
        return self.text().orElse(null);
    }

    @Override
    public void onFenced(String runId) {
        find(runId).ifPresent(ActiveRun::fence);
    }

    /** Returns a snapshot of the runs. */
    List<ActiveRun> all() {
        return List.copyOf(runs.values());
    }

    void add(ActiveRun run) {
        runs.put(run.id(), run);
    }

    void remove(ActiveRun run) {
        runs.remove(run.id());
    }
}
