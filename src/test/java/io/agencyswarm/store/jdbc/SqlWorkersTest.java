package io.agencyswarm.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.store.RunDraft;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How transactions begin, and are repeated if they have met a change of another one. */
class SqlWorkersTest {

    @TempDir
    Path directory;

    private final SqliteFiles files = new SqliteFiles();
    private JdbcStore store;

    @BeforeEach
    void open() {
        store = files.open(directory.resolve("store.db"), Map.of());
    }

    @AfterEach
    void close() {
        files.close();
    }

    @Test
    void write_hasToBeRepeated_isRolledBackAndRunAgain() {
        AtomicInteger tries = new AtomicInteger();

        boolean created = store.database().write(db -> {
            boolean isNew = ThreadRow.create(db, RunDraft.thread("t"));
            if (tries.incrementAndGet() < 3) {
                throw new RepeatTransactionException("test");
            }
            return isNew;
        });

        assertThat(created).isTrue();
        assertThat(tries).hasValue(3);
    }

    @Test
    void write_hasToBeRepeatedEachTime_isUnavailableInTheEnd() {
        AtomicInteger tries = new AtomicInteger();

        assertThatThrownBy(() -> store.database().write(_ -> {
                    tries.incrementAndGet();
                    throw new RepeatTransactionException("test");
                }))
                .isInstanceOf(AgencyException.class)
                .extracting(e -> ((AgencyException) e).code())
                .isEqualTo(ErrorCode.STORE_UNAVAILABLE);

        assertThat(tries).hasValue(5);
    }

    @Test
    void transaction_givenUp_doesNotBegin() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        SqlTask<Integer> task = new SqlTask<>(_ -> runs.incrementAndGet());
        assertThatThrownBy(() -> task.await(Duration.ZERO)).isInstanceOf(SQLException.class);

        try (SqlSession session = new SqlSession(
                DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("other.db")), SqlDialect.SQLITE)) {
            task.run(session);
            // Nothing of it is left open.
            session.begin();
            session.commit();
        }

        assertThat(runs).hasValue(0);
    }
}
