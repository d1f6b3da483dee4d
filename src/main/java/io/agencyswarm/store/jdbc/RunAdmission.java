package io.agencyswarm.store.jdbc;

import io.agencyswarm.store.AdmissionResult;
import io.agencyswarm.store.NewRun;
import io.agencyswarm.store.StoreRules;
import io.agencyswarm.store.StoredResult;
import io.agencyswarm.store.ThreadKey;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Starts and queues runs as the rules decide. Each transaction of this package takes locks in the same order, so that
 * there are no deadlocks: the key, the thread, the run, the caller's bytes.
 */
final class RunAdmission {

    private final StoreRules rules;
    private final RunStart starter;
    private final RunInsertion insertion;

    RunAdmission(OwnerProcess owner, StoreRules rules) {
        this.rules = rules;
        this.insertion = new RunInsertion(owner);
        this.starter = new RunStart(owner, insertion, rules);
    }

    /** Implements {@link io.agencyswarm.store.RunRepository#admit}. */
    AdmissionResult admit(SqlSession db, SerializedRun serialized) throws SQLException {
        NewRun run = serialized.newRun();
        boolean isKeyUsed = !IdempotencyRows.claim(db, run);
        @Nullable
        ThreadRow thread = isKeyUsed || run.thread() == null ? null : ThreadRow.lockOrCreate(db, run.thread());
        StoreRules.ThreadState state = thread == null ? StoreRules.ThreadState.FREE : thread.state(db);
        // The row of a run that can start is not looked up: its insertion finds it.
        Optional<StoreRules.RunState> row =
                !isKeyUsed && state.isFree() ? Optional.empty() : RunRow.findState(db, run.runId());
        // A run that has a row is answered from it, whoever has its key.
        Optional<StoreRules.KeyUse> keyUse =
                isKeyUsed && row.isEmpty() ? Optional.of(IdempotencyRows.find(db, run)) : Optional.empty();
        return switch (rules.admit(run, new StoreRules.Found(row, keyUse, state))) {
            case StoreRules.Admission.Start _ -> {
                reserveHistory(run, thread);
                yield starter.startNew(db, serialized, thread);
            }
            case StoreRules.Admission.Wait wait -> queue(db, serialized, Objects.requireNonNull(thread), wait);
            case StoreRules.Admission.Answer(AdmissionResult result) -> {
                // Neither the key of a run that has a row nor a thread that was created stays.
                db.rollbackOnly();
                yield result;
            }
        };
    }

    private AdmissionResult queue(
            SqlSession db, SerializedRun serialized, ThreadRow thread, StoreRules.Admission.Wait wait)
            throws SQLException {
        for (String other : wait.cancelled()) {
            RunTermination.endAndFence(db, other, StoredResult.cancelled());
        }
        reserveHistory(serialized.newRun(), thread);
        if (!insertion.insertQueued(db, serialized.newRun(), thread)) {
            throw new RepeatTransactionException("The run was written meanwhile.");
        }
        return new AdmissionResult.Queued(RunInsertion.FIRST_ATTEMPT, wait.interrupted());
    }

    /** Implements {@link io.agencyswarm.store.RunRepository#claim}. */
    AdmissionResult.ClaimResult claim(SqlSession db, SerializedRun serialized) throws SQLException {
        NewRun run = serialized.newRun();
        Optional<ThreadRow> thread = ThreadRow.lock(db, threadOf(run));
        Optional<RunRow> row = RunRow.find(db, run.runId());
        Optional<AdmissionResult.ClaimResult> answer = answerUnlessNext(db, run, thread, row);
        if (answer.isPresent()) {
            return answer.get();
        }
        reserveHistory(run, thread.orElseThrow());
        return starter.startQueued(db, serialized, thread.get(), row.orElseThrow());
    }

    /** Returns the answer to a claim, without a lock; empty if it is the run's turn. */
    Optional<AdmissionResult.ClaimResult> answerUnlessNext(SqlSession db, NewRun run) throws SQLException {
        return answerUnlessNext(db, run, ThreadRow.find(db, threadOf(run)), RunRow.find(db, run.runId()));
    }

    private Optional<AdmissionResult.ClaimResult> answerUnlessNext(
            SqlSession db, NewRun run, Optional<ThreadRow> thread, Optional<RunRow> row) throws SQLException {
        return rules.claim(
                run.runId(),
                row.map(RunRow::state),
                () -> thread.isEmpty() ? Optional.empty() : thread.get().next(db));
    }

    private static ThreadKey threadOf(NewRun run) {
        return Objects.requireNonNull(run.thread(), "a run without a thread never waits");
    }

    private static void reserveHistory(NewRun run, @Nullable ThreadRow thread) {
        if (thread != null) {
            run.reserveHistory(thread.stored().bytes());
        }
    }
}
