package io.agencyswarm.store.jdbc;

import io.agencyswarm.store.Store;
import io.agencyswarm.store.StoreContract;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The store in PostgreSQL fulfils the contract of stores. */
@Execution(ExecutionMode.CONCURRENT)
// One after the other, because its tests share the tables.
@ResourceLock("io.agencyswarm.store.jdbc.PostgresDatabase")
class PostgresStoreTest extends StoreContract {

    private final PostgresDatabase database = new PostgresDatabase(PostgresServer.shared());

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    public Store newStore(Map<String, String> settings) {
        return database.newStore(settings);
    }

    @Override
    public Optional<Store> otherProcess(Store store) {
        return Optional.of(database.anotherStore());
    }

    @Override
    public void passTime(Store store, Duration time) {
        database.pass(time);
    }
}
