package io.agencyswarm.store.jdbc;

import io.agencyswarm.store.AdmissionResult;
import io.agencyswarm.store.NewRun;
import io.agencyswarm.store.StoreRules;
import io.agencyswarm.store.StoredResult;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Starts runs whose turn it is: writes the row, the items, the thread and the caller's bytes. */
final class RunStart {

    private final LeaseOwner owner;
    private final StoreRules rules;

    /** Creates an object that starts runs of this process. */
    RunStart(LeaseOwner owner, StoreRules rules) {
        this.owner = owner;
        this.rules = rules;
    }

    /**
     * Starts a run. Nothing is written before the limits are checked.
     *
     * @param thread its thread, locked; null for none
     * @param queued its row if it has waited; null if there is none
     */
    AdmissionResult begin(SqlSession db, RunInsert insert, @Nullable ThreadRow thread, @Nullable RunRow queued)
            throws SQLException {
        ThreadRow shared = insert.run().addsToThread() ? thread : null;
        ItemPlace place = shared == null ? ItemPlace.newList(insert) : ItemPlace.inThread(db, shared, insert);
        CallerBytes bytes = new CallerBytes();
        ThreadRow replaced = isReplaced(db, shared, place) ? shared : null;
        if (replaced != null) {
            bytes.add(replaced.caller(), -replaced.stored().bytes());
        }
        Optional<AdmissionResult.Full> full = rules.checkRoom(
                place.addedBytes(),
                shared == null ? OptionalLong.empty() : OptionalLong.of(place.bytes()),
                () -> bytes.total(db, insert.caller()));
        if (full.isPresent()) {
            return refuse(db, insert.run(), queued, full.get());
        }
        bytes.add(insert.caller(), place.addedBytes());
        Optional<Long> number = queued == null ? insert(db, insert, thread, place) : begin(db, queued, place);
        if (number.isEmpty()) {
            db.rollbackOnly();
            return RunRow.findState(db, insert.run().runId()).orElseThrow().answer();
        }
        long listId = place.listId() == null ? number.get() : place.listId();
        ItemRows.append(db, listId, place.size(), place.added());
        if (replaced != null) {
            ItemRows.discard(db, replaced.listId());
        }
        if (thread != null) {
            ThreadUpdates.begin(db, thread, insert, shared == null ? null : place, listId);
        }
        // Several runs may have started at once; one that has waited is admitted, because its row exists.
        if (!bytes.write(db, rules.callerBytes()) && queued == null) {
            db.rollbackOnly();
            return new AdmissionResult.CallerFull(rules.callerBytes());
        }
        return new AdmissionResult.Admitted(queued == null ? RunInsert.FIRST_ATTEMPT : queued.attempt());
    }

    /** Returns whether a new list replaces one that no run uses. */
    private static boolean isReplaced(SqlSession db, @Nullable ThreadRow thread, ItemPlace place) throws SQLException {
        return thread != null && place.listId() == null && thread.listId() != 0 && !RunRow.isUsed(db, thread);
    }

    private Optional<Long> insert(SqlSession db, RunInsert insert, @Nullable ThreadRow thread, ItemPlace place)
            throws SQLException {
        Long threadRow = thread == null ? null : thread.id();
        return insert.insertRunning(db, owner, threadRow, place);
    }

    private Optional<Long> begin(SqlSession db, RunRow queued, ItemPlace place) throws SQLException {
        String runId = StoredText.of(queued.stored().runId());
        Columns started = new Columns()
                .set("status", "running")
                .setTo("started_at", "now_ms()")
                .set("list_id", place.listId())
                .set("first_item", place.first())
                .set("last_item", place.last())
                .setTo("lease_until", "now_ms() + ?", owner.leaseMillis());
        String sql = started.update("runs") + " WHERE run_id = ? AND attempt = ? AND status = 'queued'";
        int written = db.update(sql, started.values(runId, queued.attempt()));
        return written == 1 ? Optional.of(queued.listId()) : Optional.empty();
    }

    /** Refuses to start a run, unless it has started before this call; one that has waited fails. */
    private static AdmissionResult refuse(SqlSession db, NewRun run, @Nullable RunRow queued, AdmissionResult.Full full)
            throws SQLException {
        if (queued == null) {
            db.rollbackOnly();
            return RunRow.findState(db, run.runId())
                    .map(StoreRules.RunState::answer)
                    .orElse(full);
        }
        RunClosing.close(db, run.runId(), StoredResult.full(full));
        return full;
    }
}
