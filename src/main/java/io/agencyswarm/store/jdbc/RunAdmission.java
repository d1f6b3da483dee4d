package io.agencyswarm.store.jdbc;

import io.agencyswarm.store.AdmissionResult;
import io.agencyswarm.store.NewRun;
import io.agencyswarm.store.RunStatus;
import io.agencyswarm.store.StoredResult;
import io.agencyswarm.store.ThreadKey;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Decides whether runs start or wait. Each transaction of this package takes locks in the same order, so that there are
 * no deadlocks: the key, the thread, the run, the caller's bytes.
 */
final class RunAdmission {

    private final LeaseOwner owner;
    private final StoreLimits limits;
    private final RunStart start;

    /** Creates an object for the runs of this process. */
    RunAdmission(LeaseOwner owner, StoreLimits limits) {
        this.owner = owner;
        this.limits = limits;
        this.start = new RunStart(owner, limits);
    }

    /** Implements {@link io.agencyswarm.store.RunRepository#admit}. */
    AdmissionResult admit(SqlSession db, RunInsert insert) throws SQLException {
        AdmissionResult answer = decide(db, insert);
        if (!(answer instanceof AdmissionResult.Admitted || answer instanceof AdmissionResult.Queued)) {
            db.rollbackOnly();
        }
        return answer;
    }

    /** Implements {@link io.agencyswarm.store.RunRepository#claim}. */
    AdmissionResult claim(SqlSession db, RunInsert insert) throws SQLException {
        NewRun run = insert.run();
        Optional<ThreadRow> thread = ThreadRow.lock(db, threadOf(run));
        Optional<RunRow> row = RunRow.find(db, run.runId());
        Optional<AdmissionResult> waits = unlessNext(db, run, thread, row);
        if (waits.isPresent()) {
            return waits.get();
        }
        reserveHistory(run, thread.orElseThrow());
        return start.begin(db, insert, thread.get(), row.orElseThrow());
    }

    /** Returns the answer to a claim, without a lock; empty if it is the run's turn. */
    static Optional<AdmissionResult> unlessNext(SqlSession db, NewRun run) throws SQLException {
        return unlessNext(db, run, ThreadRow.find(db, threadOf(run)), RunRow.find(db, run.runId()));
    }

    private static Optional<AdmissionResult> unlessNext(
            SqlSession db, NewRun run, Optional<ThreadRow> thread, Optional<RunRow> row) throws SQLException {
        if (thread.isEmpty() || row.isEmpty()) {
            return Optional.of(new AdmissionResult.AlreadyEnded(RunStatus.CANCELLED));
        }
        AdmissionResult state = stateOf(row.get(), run);
        boolean turn = state instanceof AdmissionResult.Queued
                && thread.get().liveRun() == null
                // Without a lock the run may have started since its row was read.
                && thread.get().waiting(db).indexOf(StoredText.of(run.runId())) == 0;
        return turn ? Optional.empty() : Optional.of(state);
    }

    private static ThreadKey threadOf(NewRun run) {
        return Objects.requireNonNull(run.thread(), "a run without a thread never waits");
    }

    /** Returns the answer to a repeated call, whose row exists already. */
    static AdmissionResult stateOf(RunRow row, NewRun run) {
        if (!row.caller().equals(StoredText.caller(run.principal()))
                || !row.stored().agency().equals(run.agency())) {
            throw run.idTakenException();
        }
        return switch (row.stored().status()) {
            case QUEUED -> new AdmissionResult.Queued(row.attempt(), List.of());
            case RUNNING -> new AdmissionResult.Admitted(row.attempt());
            case COMPLETED, FAILED, CANCELLED ->
                new AdmissionResult.AlreadyEnded(row.stored().status());
        };
    }

    private AdmissionResult decide(SqlSession db, RunInsert insert) throws SQLException {
        NewRun run = insert.run();
        Optional<AdmissionResult> used = IdempotencyRows.use(db, run);
        if (used.isPresent()) {
            db.rollbackOnly();
            return used.get();
        }
        if (run.thread() == null) {
            return start.begin(db, insert, null, null);
        }
        ThreadRow thread = ThreadRow.lockOrCreate(db, run.thread());
        List<String> waiting = thread.waiting(db);
        if (thread.liveRun() == null && waiting.isEmpty()) {
            reserveHistory(run, thread);
            return start.begin(db, insert, thread, null);
        }
        return waitFor(db, insert, thread, waiting);
    }

    private static void reserveHistory(NewRun run, ThreadRow thread) {
        run.reserveHistory(thread.stored().bytes());
    }

    /** Decides about a run whose thread is not free. */
    private AdmissionResult waitFor(SqlSession db, RunInsert insert, ThreadRow thread, List<String> waiting)
            throws SQLException {
        Optional<RunRow> existing = RunRow.find(db, insert.run().runId());
        if (existing.isPresent()) {
            // Rolls the key back, too.
            db.rollbackOnly();
            return stateOf(existing.get(), insert.run());
        }
        String live = thread.liveRun();
        String next = StoredText.read(live == null ? waiting.getFirst() : live);
        return switch (insert.run().onBusy()) {
            case REJECT -> new AdmissionResult.Busy(next);
            case ENQUEUE ->
                waiting.size() >= limits.queue()
                        ? new AdmissionResult.QueueFull(next, waiting.size())
                        : queue(db, insert, thread, List.of());
            case INTERRUPT -> {
                List<String> interrupted = new ArrayList<>();
                if (live != null) {
                    interrupted.add(StoredText.read(live));
                }
                for (String run : waiting) {
                    String runId = StoredText.read(run);
                    RunClosing.endAndFence(db, runId, StoredResult.cancelled());
                    interrupted.add(runId);
                }
                yield queue(db, insert, thread, interrupted);
            }
        };
    }

    private AdmissionResult queue(SqlSession db, RunInsert insert, ThreadRow thread, List<String> interrupted)
            throws SQLException {
        reserveHistory(insert.run(), thread);
        if (insert.insertQueued(db, owner, thread.id()).isEmpty()) {
            throw new SQLException("The run was written meanwhile.", "40001");
        }
        return new AdmissionResult.Queued(RunInsert.FIRST_ATTEMPT, interrupted);
    }
}
