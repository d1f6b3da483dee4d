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

    private static final String CLAIM = """
            INSERT INTO idempotency_keys (key_hash, body_hash, run_id, created_at) VALUES (?, ?, ?, now_ms())
            ON CONFLICT (key_hash) DO UPDATE
            SET body_hash = excluded.body_hash, run_id = excluded.run_id, created_at = excluded.created_at
            WHERE idempotency_keys.created_at < excluded.created_at - ?
            """;
    private static final String FIND = "SELECT body_hash, run_id FROM idempotency_keys WHERE key_hash = ?";

    private IdempotencyRows() {}

    /** Inserts the run's key, if it has one; returns false if a run, this one or another, has used it already. */
    static boolean claim(SqlSession db, NewRun run) throws SQLException {
        NewRun.Idempotency idempotency = run.idempotency();
        return idempotency == null
                || db.update(CLAIM, hash(run), idempotency.bodyHash(), StoredText.of(run.runId()), LIFETIME_MILLIS)
                        == 1;
    }

    /** Returns the earlier use of the run's key, which {@link #claim} has found. */
    static StoreRules.KeyUse find(SqlSession db, NewRun run) throws SQLException {
        record UsedKey(String bodyHash, String runId) {}
        UsedKey used = db.row(FIND, row -> new UsedKey(row.getString(1), StoredText.read(row.getString(2))), hash(run))
                .orElseThrow(() -> new RepeatTransactionException("The key was deleted meanwhile."));
        Optional<StoredRun> earlier = RunRow.find(db, used.runId()).map(RunRow::stored);
        return new StoreRules.KeyUse(used.bodyHash(), used.runId(), earlier);
    }

    private static String hash(NewRun run) {
        return run.idempotencyHash().orElseThrow();
    }
}
