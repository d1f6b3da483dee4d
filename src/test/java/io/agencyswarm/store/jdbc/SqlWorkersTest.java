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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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

    @Test
    void call_maximumOfTransactionsWaits_failsAtOnceAndSaysSo() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        SqlWorkers workers = new SqlWorkers(
                "test",
                1,
                SqlDialect.SQLITE,
                () -> DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("full.db")),
                Duration.ofSeconds(50),
                1);
        try (workers;
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> first = callers.submit(() -> workers.call(_ -> {
                begun.countDown();
                await(end);
                return 1;
            }));
            await(begun);
            // One of these two waits, and the other one fails.
            List<Future<Integer>> others =
                    List.of(callers.submit(() -> workers.call(_ -> 2)), callers.submit(() -> workers.call(_ -> 2)));
            while (others.stream().noneMatch(Future::isDone)) {
                Thread.onSpinWait();
            }
            end.countDown();

            assertThat(first.get()).isEqualTo(1);
            assertThat(others)
                    .filteredOn(other -> {
                        await(other);
                        return other.state() == Future.State.FAILED;
                    })
                    .singleElement()
                    .satisfies(failed -> assertThat(failed.exceptionNow())
                            .isInstanceOf(AgencyException.class)
                            .hasMessageStartingWith("Too many transactions wait for the store")
                            .extracting(e -> ((AgencyException) e).code())
                            .isEqualTo(ErrorCode.STORE_UNAVAILABLE));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(40, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(Future<?> future) {
        while (!future.isDone()) {
            Thread.onSpinWait();
        }
    }
}
