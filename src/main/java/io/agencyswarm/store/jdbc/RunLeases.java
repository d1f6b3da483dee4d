package io.agencyswarm.store.jdbc;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Renews the leases of a process's runs. */
final class RunLeases {

    private static final int CHUNK = 100;
    private static final String IDS = "run_id IN (" + String.join(", ", Collections.nCopies(CHUNK, "?")) + ")";
    private static final String RENEW =
            "UPDATE runs SET lease_until = now_ms() + ? WHERE owner = ? AND ended_at IS NULL AND " + IDS;
    private static final String OTHERS = "SELECT run_id FROM runs WHERE owner <> ? AND " + IDS;

    private RunLeases() {}

    /** Renews the leases of these runs; returns the ids of those that another process has taken over. */
    static Set<String> renew(SqlSession db, OwnerProcess owner, Collection<String> liveRunIds) throws SQLException {
        Set<String> lostRunIds = new HashSet<>();
        List<String> runs = List.copyOf(liveRunIds);
        for (int from = 0; from < runs.size(); from += CHUNK) {
            List<String> chunk = runs.subList(from, Math.min(from + CHUNK, runs.size()));
            db.update(RENEW, values(chunk, owner.leaseMillis(), owner.id()));
            lostRunIds.addAll(db.rows(OTHERS, row -> StoredText.read(row.getString(1)), values(chunk, owner.id())));
        }
        return lostRunIds;
    }

    /** Returns the values of a statement: the ids last, the last id repeated to fill the chunk. */
    private static @Nullable Object[] values(List<String> ids, Object... first) {
        List<@Nullable Object> values = new ArrayList<>(List.of(first));
        for (int i = 0; i < CHUNK; i++) {
            values.add(StoredText.of(ids.get(Math.min(i, ids.size() - 1))));
        }
        return values.toArray();
    }
}
