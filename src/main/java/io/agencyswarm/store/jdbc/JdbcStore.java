package io.agencyswarm.store.jdbc;

import io.agencyswarm.store.RunRepository;
import io.agencyswarm.store.Store;
import io.agencyswarm.store.StoreRules;
import io.agencyswarm.store.ThreadRepository;
import java.util.Collection;
import java.util.Set;
import java.util.function.Supplier;

/** A store in a database. Statements run on its own threads; the calling threads wait for them. */
final class JdbcStore implements Store, AutoCloseable {

    private final SqlDatabase database;
    private final OwnerProcess owner;
    private final JdbcRunRepository runs;
    private final JdbcThreadRepository threads;
    private final StoreSweep sweep;

    /** Creates a store in a database whose tables exist. */
    JdbcStore(SqlDatabase database, OwnerProcess owner, StoreRules rules) {
        this.database = database;
        this.owner = owner;
        this.runs = new JdbcRunRepository(database, owner, rules);
        this.threads = new JdbcThreadRepository(database, rules);
        this.sweep = new StoreSweep(database, owner, rules);
    }

    @Override
    public RunRepository runs() {
        return runs;
    }

    @Override
    public ThreadRepository threads() {
        return threads;
    }

    @Override
    public boolean isShared() {
        return owner.isShared();
    }

    @Override
    public boolean isDurable() {
        return true;
    }

    @Override
    public void ping() {
        database.read(db -> db.number("SELECT now_ms()"));
    }

    @Override
    public Set<String> renew(Collection<String> liveRunIds) {
        return liveRunIds.isEmpty() ? Set.of() : database.write(db -> RunLeases.renew(db, owner, liveRunIds));
    }

    @Override
    public boolean sweep(Supplier<Collection<String>> liveRunIds) {
        return sweep.run(liveRunIds);
    }

    /** Ends all live runs. Called at start if only one process uses the database. */
    void endAll() {
        sweep.endAll();
    }

    /** Returns the database, for tests. */
    SqlDatabase database() {
        return database;
    }

    /** Closes the connections, and releases the lock of a file. */
    @Override
    public void close() {
        database.close();
    }
}
