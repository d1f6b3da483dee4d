package io.agencyswarm.run;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The runs that have begun and are not over, in this process. Safe for several threads. */
@Singleton
public class ActiveRuns {

    private final ConcurrentMap<String, AgencyRun> runs = new ConcurrentHashMap<>();

    /** The run of this id; empty once it is over. */
    public Optional<AgencyRun> find(String runId) {
        return Optional.ofNullable(runs.get(runId));
    }

    /** The runs at this moment. */
    List<AgencyRun> all() {
        return List.copyOf(runs.values());
    }

    void add(AgencyRun run) {
        runs.put(run.id(), run);
    }

    void remove(AgencyRun run) {
        runs.remove(run.id());
    }
}
