package io.agencyswarm.store.jdbc;

import io.agencyswarm.store.NewRun;
import io.agencyswarm.store.StoreRules;
import io.agencyswarm.store.StoredRun;
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

    /** Inserts the run's key, if it has one. Returns the earlier use if a run, this one or another, has it already. */
    static Optional<StoreRules.KeyUse> use(SqlSession db, NewRun run) throws SQLException {
        NewRun.Idempotency idempotency = run.idempotency();
        if (idempotency == null) {
            return Optional.empty();
        }
        String hash = run.idempotencyHash().orElseThrow();
        if (db.update(USE, hash, idempotency.bodyHash(), StoredText.of(run.runId()), LIFETIME_MILLIS) == 1) {
            return Optional.empty();
        }
        record Row(String bodyHash, String runId) {}
        Row existing = db.row(FIND, row -> new Row(row.getString(1), StoredText.read(row.getString(2))), hash)
                .orElseThrow(() -> new SQLException("The key was deleted meanwhile.", "40001"));
        Optional<StoredRun> first = RunRow.find(db, existing.runId()).map(RunRow::stored);
        return Optional.of(new StoreRules.KeyUse(existing.bodyHash(), existing.runId(), first));
    }
}
