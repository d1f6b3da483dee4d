package io.agencyswarm.store.jdbc;

import io.agencyswarm.store.Store;
import io.agencyswarm.store.StoreContract;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** The store in PostgreSQL fulfils the contract of stores. */
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
