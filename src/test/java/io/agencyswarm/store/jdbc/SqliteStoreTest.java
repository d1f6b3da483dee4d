package io.agencyswarm.store.jdbc;

import io.agencyswarm.store.Store;
import io.agencyswarm.store.StoreContract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The store in a SQLite file fulfils the contract of stores. */
@Execution(ExecutionMode.CONCURRENT)
class SqliteStoreTest extends StoreContract {

    @TempDir
    Path directory;

    private final SqliteFiles files = new SqliteFiles();

    @AfterEach
    void close() {
        files.close();
    }

    @Override
    public Store newStore(Map<String, String> settings) {
        return files.open(directory.resolve("store" + files.count() + ".db"), settings);
    }

    @Override
    public void passTime(Store store, Duration time) {
        files.pass(time);
    }
}
