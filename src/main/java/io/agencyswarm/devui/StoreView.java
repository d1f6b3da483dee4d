package io.agencyswarm.devui;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.agencyswarm.agency.Agency;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.eventlog.EventLog;
import io.agencyswarm.eventlog.ReplayMemory;
import io.agencyswarm.run.lifecycle.ActiveRuns;
import io.agencyswarm.store.RunRepository;
import io.agencyswarm.store.Store;
import io.agencyswarm.store.StoredRun;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stored runs on the page.
 *
 * @param runs the newest runs of each agency, the newest first
 * @param bytes the memory of all runs' frames
 * @param error why the store could not be read; null if it could
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StoreView(List<Row> runs, long bytes, @Nullable String error) {

    private static final int NEWEST = 20;

    /**
     * A stored run. Its id is not shown, because it can be used to cancel the run.
     *
     * @param created milliseconds since 1970
     * @param leaseMillis remaining time of its process's lease, negative if it has expired; null without a lease
     * @param frames the number of its frames in this process
     * @param bytes the memory of these frames
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Row(
            String agency,
            String status,
            long created,
            @Nullable Long leaseMillis,
            long frames,
            long bytes) {

        private static Row of(StoredRun run, ActiveRuns activeRuns) {
            Optional<EventLog> log = activeRuns.log(run.runId());
            EventLog.Extent extent = log.map(EventLog::extent).orElse(new EventLog.Extent(1, 0, true));
            @Nullable Long until = run.status().isEnded() ? null : run.leaseUntil();
            return new Row(
                    run.agency(),
                    run.status().wireName(),
                    run.createdAt(),
                    until == null ? null : until - System.currentTimeMillis(),
                    extent.newest() - extent.oldest() + 1,
                    log.map(EventLog::bytes).orElse(0L));
        }
    }

    /** Reads the store. Blocks. */
    static StoreView of(Collection<Agency> agencies, Store store, ActiveRuns activeRuns, ReplayMemory endedLogs) {
        try {
            List<Row> runs = agencies.stream()
                    .flatMap(agency -> newest(agency, store).stream())
                    .sorted(Comparator.comparingLong(StoredRun::createdAt).reversed())
                    .map(run -> Row.of(run, activeRuns))
                    .toList();
            return new StoreView(runs, endedLogs.bytes(), null);
        } catch (AgencyException e) {
            return new StoreView(List.of(), endedLogs.bytes(), e.getMessage());
        }
    }

    private static List<StoredRun> newest(Agency agency, Store store) {
        return store.runs()
                .list(new RunRepository.RunQuery(agency.name(), false, null, null, null, NEWEST, null))
                .entries();
    }
}
