package io.agencyswarm.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.store.AdmissionResult;
import io.agencyswarm.store.RunDraft;
import io.agencyswarm.store.RunRepository.WriteResult;
import io.agencyswarm.store.RunStatus;
import io.agencyswarm.store.StoreRules;
import io.agencyswarm.store.StoreSettings;
import io.agencyswarm.store.StoredItems;
import io.agencyswarm.store.ThreadKey;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** PostgreSQL that is unavailable or restarts, and several concurrent processes. */
@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
// One after the other, because its tests share the server, which some of them stop.
@ResourceLock("io.agencyswarm.store.jdbc.PostgresFaultsTest")
class PostgresFaultsTest {

    private static PostgresServer server;

    private final PostgresDatabase database = new PostgresDatabase(server);

    @BeforeAll
    static void start() {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void open_bySeveralProcessesAtOnce_makesTheTablesOnce() throws Exception {
        Map<String, String> settings = settings(server.url("postgres"), "many_at_once");

        List<JdbcStore> stores = atOnce(4, _ -> open(settings));

        AdmissionResult started =
                stores.getFirst().runs().admit(RunDraft.of("r1").run());
        assertThat(started).isInstanceOf(AdmissionResult.Admitted.class);
        stores.forEach(store -> assertThat(store.runs().find("r1")).isPresent());
        stores.forEach(JdbcStore::close);
    }

    /**
     * Each process has 50 callers on the same ten threads: no item is lost or repeated, and a thread has at most one
     * live run.
     */
    @Test
    void admit_fromTwoProcesses_keepsEachThreadWhole() throws Exception {
        JdbcStore one = database.newStore(Map.of());
        JdbcStore other = database.anotherStore();

        List<Boolean> started = atOnce(100, i -> {
            JdbcStore store = i % 2 == 0 ? one : other;
            String run = "r" + i;
            boolean free = store.runs().admit(RunDraft.in(thread(i % 10), run)) instanceof AdmissionResult.Admitted;
            if (free) {
                assertThat(store.runs().advance(run, 1, List.of(StoredItems.assistant("a " + run)), 2))
                        .isEqualTo(WriteResult.DONE);
                assertThat(store.runs()
                                .end(run, 1, List.of(StoredItems.assistant("b " + run)), StoredItems.completed(3)))
                        .isEqualTo(WriteResult.DONE);
            }
            return free;
        });

        int items = 0;
        for (int i = 0; i < 10; i++) {
            assertThat(one.threads().find(thread(i)).orElseThrow().liveRunId()).isNull();
            List<String> texts = texts(one, thread(i));
            items += texts.size();
            for (int j = 0; j < texts.size(); j += 3) {
                String run = texts.get(j).substring("Hello from ".length());
                assertThat(texts.subList(j, j + 3)).containsExactly("Hello from " + run, "a " + run, "b " + run);
            }
        }
        assertThat(items).isEqualTo(3 * (int) started.stream().filter(is -> is).count());
    }

    @Test
    void admit_withOneKeyFromTwoProcesses_beginsOneRun() throws Exception {
        JdbcStore one = database.newStore(Map.of());
        JdbcStore other = database.anotherStore();

        List<AdmissionResult> answers = atOnce(
                50,
                i -> (i % 2 == 0 ? one : other)
                        .runs()
                        .admit(RunDraft.of("r" + i).key("k", "h").run()));

        assertThat(answers)
                .filteredOn(AdmissionResult.Admitted.class::isInstance)
                .hasSize(1);
        assertThat(answers)
                .filteredOn(AdmissionResult.Repeated.class::isInstance)
                .hasSize(49);
    }

    /** Acknowledged writes exist afterwards, in order. Others fail as unavailable, and work again later. */
    @Test
    void write_whilePostgresStopsAndStarts_losesNothingAcknowledged() throws Exception {
        JdbcStore store = database.newStore(Map.of("agency-swarm.store.timeout", "2s"));
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        Set<ErrorCode> errors = ConcurrentHashMap.newKeySet();
        AtomicBoolean over = new AtomicBoolean();
        CountDownLatch failed = new CountDownLatch(1);
        Semaphore more = new Semaphore(0);
        try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                int writer = i;
                store.runs().admit(RunDraft.in(thread(writer), "live" + writer));
                running.add(writers.submit(() -> {
                    for (int frame = 1; !over.get(); ) {
                        String text = writer + ":" + frame;
                        try {
                            store.runs().advance("live" + writer, 1, List.of(StoredItems.assistant(text)), frame);
                            acknowledged.add(text);
                            more.release();
                            frame++;
                        } catch (AgencyException e) {
                            errors.add(e.code());
                            failed.countDown();
                        }
                    }
                }));
            }
            more.acquire(50);
            server.stop();
            failed.await();
            server.startAgain();
            more.drainPermits();
            more.acquire(50);
            over.set(true);
            for (Future<?> each : running) {
                each.get();
            }
        }

        assertThat(errors).containsExactly(ErrorCode.STORE_UNAVAILABLE);
        List<String> stored = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            List<String> texts = texts(store, thread(i));
            List<String> own = texts.subList(1, texts.size());
            int writer = i;
            assertThat(own)
                    .isEqualTo(IntStream.rangeClosed(1, own.size())
                            .mapToObj(frame -> writer + ":" + frame)
                            .toList());
            stored.addAll(own);
        }
        assertThat(stored).containsAll(acknowledged);
    }

    /** No process could renew its leases during the outage. */
    @Test
    void sweep_afterAnOutageLongerThanALease_leavesLiveRuns() {
        JdbcStore store = database.newStore(Map.of("agency-swarm.store.timeout", "2s"));
        JdbcStore other = database.anotherStore();
        store.runs().admit(RunDraft.of("r1").run());
        server.stop();
        assertThatThrownBy(() -> other.sweep(List::of))
                .isInstanceOf(AgencyException.class)
                .extracting(e -> ((AgencyException) e).code())
                .isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        server.startAgain();
        database.pass(Duration.ofSeconds(60));

        other.sweep(List::of);

        assertThat(store.runs().find("r1").orElseThrow().status()).isEqualTo(RunStatus.RUNNING);
        assertThat(store.renew(List.of("r1"))).isEmpty();
    }

    /** The lists are longer than a batch, so that the sweeps overlap. */
    @Test
    void sweep_byTwoProcessesAtOnce_leavesNoItems() throws Exception {
        JdbcStore one = database.newStore(Map.of());
        JdbcStore other = database.anotherStore();
        for (int i = 0; i < 4; i++) {
            one.runs().admit(RunDraft.in(thread(i), "r" + i));
            one.runs()
                    .end("r" + i, 1, Collections.nCopies(3_500, StoredItems.assistant("x")), StoredItems.completed(9));
            one.threads().delete(thread(i));
        }
        assertThat(count(one, "items")).isEqualTo(4 * 3_501);

        atOnce(4, i -> {
            while ((i % 2 == 0 ? one : other).sweep(List::of)) {}
            return true;
        });

        assertThat(count(one, "items")).isZero();
        assertThat(count(one, "item_lists")).isZero();
    }

    private static long count(JdbcStore store, String table) {
        return store.database().read(db -> db.number("SELECT count(*) FROM " + table));
    }

    /** As for an expensive list, with which a client could prevent the sweep of dead processes' rows. */
    @Test
    void statement_takesTooLong_isNoOutage() {
        JdbcStore store =
                database.newStore(Map.of("agency-swarm.store.timeout", "2s", "agency-swarm.store.connections", "1"));

        assertThatThrownBy(() -> store.database().read(db -> db.exists("SELECT pg_sleep(60)")))
                .isInstanceOf(AgencyException.class);
        // Waits for the only connection until the server has ended that statement.
        store.ping();
        assertThat(store.database().writers().wasUnreachableWithin(Duration.ofMinutes(1)))
                .isFalse();

        server.stop();
        assertThatThrownBy(store::ping).isInstanceOf(AgencyException.class);
        server.startAgain();
        assertThat(store.database().writers().wasUnreachableWithin(Duration.ofMinutes(1)))
                .isTrue();
    }

    /** The log has the complete exception. */
    @Test
    void batch_fails_isReportedWithoutItsValues() {
        JdbcStore store = database.newStore(Map.of());
        store.runs().admit(RunDraft.of("r1").run());
        server.execute("postgres", "ALTER TABLE kept_runs.items ADD CONSTRAINT none CHECK (no < 2)");
        try {
            assertThatThrownBy(() -> store.runs()
                            .advance("r1", 1, List.of(StoredItems.assistant("s3cr3t"), StoredItems.user("s3cr3t")), 5))
                    .isInstanceOf(AgencyException.class)
                    .satisfies(e -> assertThat(trace(e))
                            .contains("BatchUpdateException")
                            .contains("violates check constraint")
                            .doesNotContain("s3cr3t"));
        } finally {
            server.execute("postgres", "ALTER TABLE kept_runs.items DROP CONSTRAINT none");
        }
    }

    @Test
    void open_withASecretInTheAddress_isRefusedWithoutIt() {
        for (String url : List.of(
                server.url("postgres") + "?user=postgres&password=s3cr3t-of-mine",
                "jdbc:postgresql://postgres:s3cr3t-of-mine@127.0.0.1/postgres",
                "postgresql://127.0.0.1/postgres",
                "jdbc:sqlite:s3cr3t-of-mine",
                "")) {
            assertThatThrownBy(() -> open(settings(url, "unused")))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("agency-swarm.store.url")
                    .hasMessageNotContaining("s3cr3t-of-mine");
        }
    }

    @Test
    void open_ofTablesOfAnotherVersion_saysWhatToDo() {
        Map<String, String> settings = settings(server.url("postgres"), "other_version");
        open(settings).close();
        server.execute("postgres", "UPDATE other_version.agency_swarm_history SET checksum = 1 WHERE checksum <> 0");

        assertThatThrownBy(() -> open(settings))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("agency-swarm.store.schema: the schema \"other_version\" of 127.0.0.1:")
                .hasMessageEndingWith("has the tables of another version of this service, which this version can't use."
                        + " Run that version, or begin with an empty one.");
    }

    @Test
    void open_withAWrongPassword_isRefusedWithoutIt() {
        Map<String, String> settings = new java.util.HashMap<>(settings(server.url("postgres"), "unused"));
        settings.put("agency-swarm.store.password", "wr0ng-secret");

        assertThatThrownBy(() -> open(settings))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("password authentication failed")
                .satisfies(e ->
                        assertThat(trace(e)).doesNotContain("wr0ng-secret").doesNotContain(PostgresServer.PASSWORD));
    }

    /** A closed port, and one that accepts connections and sends nothing. */
    @Test
    void open_ofAServerThatDoesNotAnswer_isRefused() throws Exception {
        int failure;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            failure = closed.getLocalPort();
        }
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            for (int port : List.of(failure, silent.getLocalPort())) {
                Map<String, String> settings = new java.util.HashMap<>(
                        settings("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "unused"));
                settings.put("agency-swarm.store.timeout", "1s");
                assertThatThrownBy(() -> open(settings))
                        .isInstanceOf(ConfigurationException.class)
                        .hasMessageContaining("127.0.0.1:" + port + "/postgres")
                        .hasMessageNotContaining(PostgresServer.PASSWORD);
            }
        }
    }

    private static Map<String, String> settings(String url, String schema) {
        return Map.of(
                "agency-swarm.store.kind",
                "postgresql",
                "agency-swarm.store.url",
                url,
                "agency-swarm.store.username",
                "postgres",
                "agency-swarm.store.password",
                PostgresServer.PASSWORD,
                "agency-swarm.store.schema",
                schema);
    }

    private static JdbcStore open(Map<String, String> settings) {
        StoreSettings all = StoreSettings.of(settings);
        return PostgresStoreFactory.open(
                all.store(),
                StoreRules.of(all.runs(), all.threads()),
                all.runs().lease(),
                () -> null);
    }

    private static ThreadKey thread(int i) {
        return RunDraft.thread("t" + i);
    }

    private static List<String> texts(JdbcStore store, ThreadKey key) {
        return store.threads().items(key).stream()
                .map(item -> item.item().json().path("content").asText())
                .toList();
    }

    private static String trace(Throwable e) {
        java.io.StringWriter text = new java.io.StringWriter();
        e.printStackTrace(new java.io.PrintWriter(text));
        return text.toString();
    }

    private interface Each<T> {
        T call(int i) throws Exception;
    }

    private static <T> List<T> atOnce(int count, Each<T> work) throws Exception {
        CountDownLatch ready = new CountDownLatch(count);
        List<Future<T>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                int number = i;
                answers.add(threads.submit((Callable<T>) () -> {
                    ready.countDown();
                    ready.await();
                    return work.call(number);
                }));
            }
        }
        List<T> values = new ArrayList<>();
        for (Future<T> answer : answers) {
            values.add(answer.get());
        }
        return values;
    }
}
