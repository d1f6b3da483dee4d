package io.agencyswarm.run;

import io.agencyswarm.cluster.OwnAddresses;
import io.agencyswarm.eventlog.EventLog;
import io.agencyswarm.eventlog.ReplayMemory;
import io.agencyswarm.store.RunOwner;
import io.agencyswarm.store.ThreadKey;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The runs that have begun and are not over, in this process. Safe for several threads. */
@Singleton
public class ActiveRuns implements RunOwner {

    private final ConcurrentMap<String, AgencyRun> runs = new ConcurrentHashMap<>();
    private final ReplayMemory ended;
    private final OwnAddresses self;
    private final RunTimeLimit limit;

    @Inject
    ActiveRuns(ReplayMemory ended, OwnAddresses self, RunConfig limits) {
        this.ended = ended;
        this.self = self;
        this.limit = new RunTimeLimit(limits.runTime());
    }

    /** The run of this id; empty once it is over. */
    public Optional<AgencyRun> find(String runId) {
        return Optional.ofNullable(runs.get(runId));
    }

    /** The kept frames of a run that is under way or over; empty where none are kept, or not any more. */
    public Optional<EventLog> log(String runId) {
        return find(runId).map(AgencyRun::log).or(() -> ended.find(runId)).filter(EventLog::isKept);
    }

    /** What the kept frames of all runs take in memory. */
    public long keptBytes() {
        return ended.bytes();
    }

    /** Forgets the frames of a run that is over. */
    public void forget(String runId) {
        ended.forget(runId);
    }

    /** Forgets the frames of the runs of a thread that are over. */
    public void forget(ThreadKey thread) {
        ended.forgetAll(thread);
    }

    @Override
    public Collection<String> keptRuns() {
        return runs.values().stream()
                .filter(AgencyRun::isAdmitted)
                .map(AgencyRun::id)
                .toList();
    }

    @Override
    public @Nullable String address() {
        return self.text().orElse(null);
    }

    @Override
    public void fenced(String runId) {
        find(runId).ifPresent(AgencyRun::giveUp);
    }

    /** The runs at this moment. */
    List<AgencyRun> all() {
        return List.copyOf(runs.values());
    }

    void add(AgencyRun run) {
        runs.put(run.id(), run);
    }

    /** From now on the run has as long as a run may take. */
    void limitTime(AgencyRun run) {
        limit.add(run);
    }

    void remove(AgencyRun run) {
        runs.remove(run.id());
        limit.remove(run);
    }
}
