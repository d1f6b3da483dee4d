package io.agencyswarm.store.jdbc;

import io.agencyswarm.store.StoreRules;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Ends runs that no process owns any more, and deletes data that was stored long enough. A batch is one transaction.
 */
final class StoreSweep {

    /** A batch of one kind of deletion; returns whether there may be more. */
    private interface SweepStep {
        boolean delete(SqlSession db, CallerByteChanges bytes) throws SQLException;
    }

    private static final int ROWS = 100;
    private static final int ITEMS = 1_000;

    /** Small, because each is a transaction, and the process's own leases have to be renewed between two sweeps. */
    private static final int ENDS = 10;

    private final SqlDatabase database;
    private final OwnerProcess owner;
    private final StoreRules rules;

    /** Creates the sweep of a store. */
    StoreSweep(SqlDatabase database, OwnerProcess owner, StoreRules rules) {
        this.database = database;
        this.owner = owner;
        this.rules = rules;
    }

    /** Runs one batch of each kind, as {@link io.agencyswarm.store.Store#sweep} requires. */
    boolean run(Supplier<Collection<String>> liveRunIds) {
        boolean more = endExpired(liveRunIds);
        more |= delete(
                rules.keepRuns(),
                (db, bytes) -> Deletions.deleteEndedRuns(db, rules.keepRuns().toMillis(), ROWS, bytes));
        more |= delete(
                rules.keepThreads(),
                (db, bytes) ->
                        Deletions.deleteOldThreads(db, rules.keepThreads().toMillis(), ROWS, bytes));
        more |= database.write(db -> Deletions.deleteMarkedThreads(db, ITEMS));
        more |= database.write(db -> Deletions.deleteOldKeys(db, ROWS));
        more |= database.write(db -> Deletions.deleteDiscardedItems(db, ITEMS));
        return more;
    }

    /** Ends all live runs, at the start of the only process that uses the database. */
    void endAll() {
        List<String> runs = database.write(db -> RunTermination.unendedRunIds(db, ROWS));
        while (!runs.isEmpty()) {
            List<String> batch = runs;
            database.write(db -> {
                for (String run : batch) {
                    RunTermination.endAbandoned(db, run);
                }
                return true;
            });
            runs = database.write(db -> RunTermination.unendedRunIds(db, ROWS));
        }
    }

    private boolean endExpired(Supplier<Collection<String>> liveRunIds) {
        // While the database could not be reached, no process could renew its leases: give each of them the time to do
        // so.
        if (owner.isShared() && database.writers().wasUnreachableWithin(Duration.ofMillis(owner.leaseMillis()))) {
            return false;
        }
        List<RunTermination.ExpiredRun> expired = database.read(db -> RunTermination.expiredRuns(db, ENDS));
        if (expired.isEmpty()) {
            return false;
        }
        Set<String> liveIds = Set.copyOf(liveRunIds.get());
        int ended = 0;
        for (RunTermination.ExpiredRun run : expired) {
            if (!run.owner().equals(owner.id()) || !liveIds.contains(run.runId())) {
                database.write(db -> {
                    RunTermination.endExpired(db, run.runId());
                    return true;
                });
                ended++;
            }
        }
        return ended == ENDS;
    }

    private boolean delete(Duration keep, SweepStep batch) {
        if (keep.isZero()) {
            return false;
        }
        return database.write(db -> {
            CallerByteChanges bytes = new CallerByteChanges();
            boolean more = batch.delete(db, bytes);
            bytes.write(db, rules.callerBytes());
            return more;
        });
    }
}
