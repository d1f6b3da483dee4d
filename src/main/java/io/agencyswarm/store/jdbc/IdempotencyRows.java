package io.agencyswarm.store.jdbc;

import io.agencyswarm.store.AdmissionResult;
import io.agencyswarm.store.NewRun;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** Statements on idempotency keys. */
final class IdempotencyRows {

    /** How long a key is valid, in milliseconds. */
    static final long LIFETIME_MILLIS = Duration.ofHours(24).toMillis();

    private static final String USE = """
            INSERT INTO idempotency_keys (key_hash, body_hash, run_id, created_at) VALUES (?, ?, ?, now_ms())
            ON CONFLICT (key_hash) DO UPDATE
            SET body_hash = excluded.body_hash, run_id = excluded.run_id, created_at = excluded.created_at
            WHERE idempotency_keys.created_at < excluded.created_at - ?
            """;
    private static final String FIND = "SELECT body_hash, run_id FROM idempotency_keys WHERE key_hash = ?";

    private IdempotencyRows() {}

    private record IdempotencyKey(String bodyHash, String runId) {}

    /** Inserts the run's key, if it has one. Returns the answer if a run, another or this one, has the key already. */
    static Optional<AdmissionResult> use(SqlSession db, NewRun run) throws SQLException {
        NewRun.Idempotency idempotency = run.idempotency();
        if (idempotency == null) {
            return Optional.empty();
        }
        String hash = run.idempotencyHash().orElseThrow();
        String runId = StoredText.of(run.runId());
        if (db.update(USE, hash, idempotency.bodyHash(), runId, LIFETIME_MILLIS) == 1) {
            return Optional.empty();
        }
        // Its own row first: another run may have its key by now, because a day has passed.
        Optional<RunRow> own = RunRow.find(db, run.runId());
        if (own.isPresent()) {
            return Optional.of(RunAdmission.stateOf(own.get(), run));
        }
        IdempotencyKey existing = db.row(FIND, row -> new IdempotencyKey(row.getString(1), row.getString(2)), hash)
                .orElseThrow(() -> new SQLException("The key was deleted meanwhile.", "40001"));
        if (!existing.bodyHash().equals(idempotency.bodyHash())) {
            return Optional.of(new AdmissionResult.KeyReused());
        }
        String first = StoredText.read(existing.runId());
        AdmissionResult repeated = RunRow.find(db, first)
                .<AdmissionResult>map(row -> new AdmissionResult.Repeated(row.stored()))
                .orElseGet(() -> new AdmissionResult.RepeatedDeleted(first));
        return Optional.of(repeated);
    }
}
