package io.agencyswarm.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.store.NewRun;
import io.agencyswarm.store.OnBusy;
import io.agencyswarm.store.RunDraft;
import io.agencyswarm.store.RunRepository;
import io.agencyswarm.store.RunRepository.WriteResult;
import io.agencyswarm.store.RunStatus;
import io.agencyswarm.store.Store;
import io.agencyswarm.store.StoredItems;
import io.agencyswarm.store.StoredRun;
import io.agencyswarm.store.ThreadKey;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The file of the embedded store: restarts, second processes, kills, full disks, damage. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class SqliteFileTest {

    private static final ThreadKey KEY = RunDraft.thread("t");

    @TempDir
    Path directory;

    private final SqliteFiles files = new SqliteFiles();

    @AfterEach
    void close() {
        files.close();
    }

    @Test
    void open_afterARestart_hasThreadsAndEndedRuns() {
        try (JdbcStore store = open()) {
            store.runs().admit(RunDraft.in(KEY, "r1"));
            store.runs().end("r1", 1, List.of(StoredItems.assistant("Hi.")), StoredItems.failed());
        }

        JdbcStore store = open();

        assertThat(store.runs().find("r1")).map(StoredRun::result).contains(StoredItems.failed());
        assertThat(store.threads().items(KEY))
                .containsExactly(StoredItems.user("Hello from r1"), StoredItems.assistant("Hi."));
        store.runs().admit(RunDraft.in(RunDraft.thread("t2"), "r2"));
        assertThat(store.threads().find(KEY).orElseThrow().liveRunId()).isNull();
    }

    @Test
    void open_withRunsThatWereNotOver_endsThemAndFreesTheirThreads() {
        try (JdbcStore store = open()) {
            store.runs().admit(RunDraft.in(KEY, "r1"));
            store.runs().advance("r1", 1, List.of(StoredItems.assistant("One.")), 5);
            store.runs().admit(RunDraft.in(KEY, "r2", OnBusy.ENQUEUE));
            store.runs().admit(RunDraft.of("r3").run());
        }

        JdbcStore store = open();

        for (String run : List.of("r1", "r2", "r3")) {
            StoredRun row = store.runs().find(run).orElseThrow();
            assertThat(row.status()).isEqualTo(RunStatus.FAILED);
            assertThat(row.result().error()).isEqualTo("The process that ran it stopped before the run ended.");
        }
        assertThat(store.runs().find("r1").orElseThrow().lastEventId()).isEqualTo(5);
        assertThat(store.threads().items(KEY))
                .containsExactly(StoredItems.user("Hello from r1"), StoredItems.assistant("One."));
        assertThat(store.runs().admit(RunDraft.in(KEY, "r4")))
                .isInstanceOf(io.agencyswarm.store.AdmissionResult.Admitted.class);
    }

    @Test
    void open_ofAFileInUse_isRefused() {
        open();

        assertRefused(this::open)
                .hasMessageContaining("is in use by another process")
                .hasMessageContaining("agency-swarm.store.kind=postgresql");
    }

    @Test
    void open_ofAFileInUseByAnotherProcess_isRefusedUntilThatIsKilled() throws Exception {
        Process other = writer();
        try (BufferedReader answer = other.inputReader()) {
            answer.readLine();

            assertRefused(this::open).hasMessageContaining("is in use by another process");

            other.destroyForcibly().waitFor();
        }
        assertThat(open().runs().find("r0")).isPresent();
    }

    /** All acknowledged writes exist, and no partial ones. */
    @Test
    void open_afterAKill_hasAllThatWasAcknowledged() throws Exception {
        List<String> acknowledged = new ArrayList<>();
        Process other = writer();
        try (BufferedReader answer = other.inputReader()) {
            while (acknowledged.size() < 200) {
                acknowledged.add(answer.readLine());
            }
            // By its handle, because the process object would also close its output.
            other.toHandle().destroyForcibly();
            answer.lines().forEach(acknowledged::add);
        }
        other.waitFor();

        JdbcStore store = open();

        List<String> items = store.threads().items(KEY).stream()
                .map(item -> item.item().json().path("content").asText())
                .toList();
        assertThat(items)
                .containsAll(acknowledged.stream().map(run -> "Done, " + run).toList());
        assertThat(store.threads().find(KEY).orElseThrow().itemCount()).isEqualTo(items.size());
        assertThat(store.threads().find(KEY).orElseThrow().liveRunId()).isNull();
        for (int i = 0; i < items.size(); i += 2) {
            String run = "r" + i / 2;
            assertThat(items.get(i)).isEqualTo("Hello from " + run);
            assertThat(i + 1 == items.size() || items.get(i + 1).equals("Done, " + run))
                    .isTrue();
        }
    }

    @Test
    void write_onAFullDisk_isUnavailableAndLeavesNothing() {
        JdbcStore store = open();
        store.runs().admit(RunDraft.in(KEY, "r1"));
        pages(store, 1);
        NewRun large = RunDraft.of("r2")
                .thread(RunDraft.thread("t2"))
                .says(StoredItems.user("x".repeat(1 << 20)))
                .run();

        assertUnavailable(() -> store.runs().admit(large));
        // A connection with this error is replaced by a new one without the limit.
        pages(store, 1);
        assertUnavailable(() -> store.runs().advance("r1", 1, List.of(StoredItems.assistant("x".repeat(1 << 20))), 5));

        assertThat(store.runs().find("r2")).isEmpty();
        assertThat(store.threads().find(RunDraft.thread("t2"))).isEmpty();
        assertThat(store.runs().find("r1").orElseThrow().lastEventId()).isZero();
        assertThat(store.threads().items(KEY)).containsExactly(StoredItems.user("Hello from r1"));
        pages(store, 1_000_000);
        assertThat(store.runs().advance("r1", 1, List.of(StoredItems.assistant("One.")), 5))
                .isEqualTo(WriteResult.DONE);
        store.runs().admit(large);
        assertThat(store.threads().items(RunDraft.thread("t2"))).isEqualTo(large.items());
    }

    @Test
    void open_ofWhatIsNoDatabase_saysHowToSetItAside() throws IOException {
        Files.writeString(file(), "no database at all, ".repeat(500));

        assertRefused(this::open)
                .hasMessageContaining("agency-swarm.store.path")
                .hasMessageContaining("is damaged, or is not a SQLite database")
                .hasMessageContaining("mv " + file() + " " + file() + ".damaged");
    }

    @Test
    void open_ofFileDamagedInItsMiddle_isReported() throws IOException {
        try (JdbcStore store = open()) {
            store.runs().admit(RunDraft.in(KEY, "r1"));
        }
        try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            for (long page = 2; page * 4096 < channel.size(); page++) {
                channel.write(java.nio.ByteBuffer.wrap(new byte[] {99, 98, 97, 96, 95, 94, 93, 92}), page * 4096);
            }
        }

        assertRefused(this::open).hasMessageContaining("is damaged");
        assertRefused(this::open).hasMessageContaining("is damaged");
    }

    @Test
    void open_ofTablesOfAnotherVersion_saysWhatToDo() throws Exception {
        open().close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE agency_swarm_history SET checksum = checksum + 1");
        }

        assertRefused(this::open)
                .hasMessage("agency-swarm.store.path: the file " + file() + " has the tables of another version of this"
                        + " service, which this version can't use. Run that version, or begin with an empty one.");
    }

    @Test
    void open_inDirectoryMissing_isReported() {
        Path elsewhere = directory.resolve("not-mounted/store.db");

        assertRefused(() -> files.open(elsewhere, Map.of()))
                .hasMessageContaining("the directory " + elsewhere.getParent() + " does not exist");
        assertThat(elsewhere.getParent()).doesNotExist();
        assertRefused(() -> files.open(directory, Map.of())).hasMessageContaining("is a directory");
    }

    @Test
    void open_inDirectoryThatIsNotWritable_isReported() throws IOException {
        assumeFalse("root".equals(System.getProperty("user.name")), "root may write everywhere");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            assertRefused(this::open).hasMessageContaining("has no permission to write to the directory " + directory);
        } finally {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    /** Other users must not read conversations. */
    @Test
    void open_ofANewFile_isReadableByItsOwnerAlone() throws IOException {
        open().runs().admit(RunDraft.in(KEY, "r1"));

        try (var created = Files.list(directory)) {
            for (Path each : created.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                        .as(each.toString())
                        .isEqualTo("rw-------");
            }
        }
    }

    /** Measured in written pages, not in time. */
    @Test
    void advance_onAThreadOfManyItems_writesAsLittleAsOnOneOfFew() throws Exception {
        JdbcStore store = open();
        store.runs().admit(RunDraft.in(KEY, "r1"));
        store.runs().advance("r1", 1, Collections.nCopies(100, StoredItems.assistant("few")), 1);
        long few = writtenBy(store, 2);
        store.runs().advance("r1", 1, Collections.nCopies(10_000, StoredItems.assistant("many")), 3);

        long many = writtenBy(store, 4);

        assertThat(store.threads().items(KEY).subList(0, 3)).hasSize(3);
        assertThat(few).isPositive();
        assertThat(many).isLessThanOrEqualTo(few + 4 * 4120);
    }

    /** A thread may have more runs than one transaction can delete in time. */
    @Test
    void delete_ofAThreadOfManyRuns_goesInBatchesAndIsSeenAtOnce() {
        JdbcStore store = open();
        for (int i = 0; i < 1_100; i++) {
            store.runs().admit(RunDraft.in(KEY, "r" + i));
            store.runs().end("r" + i, 1, List.of(), StoredItems.completed(9));
        }

        assertThat(store.threads().delete(KEY)).isEqualTo(Store.DeletionResult.DONE);

        assertThat(store.threads().find(KEY)).isEmpty();
        assertThat(store.runs().find("r0")).isEmpty();
        assertThat(store.runs().delete("r0")).isEqualTo(Store.DeletionResult.ABSENT);
        assertThat(runs(store, null)).isEmpty();
        assertThat(store.threads().delete(KEY)).isEqualTo(Store.DeletionResult.ABSENT);
        store.runs().admit(RunDraft.in(KEY, "next"));
        assertThat(store.sweep(() -> List.of("next"))).isTrue();
        assertThat(count(store, "runs")).isEqualTo(101);
        while (store.sweep(() -> List.of("next"))) {}
        assertThat(count(store, "runs")).isEqualTo(1);
        assertThat(count(store, "threads")).isEqualTo(1);
        assertThat(count(store, "items")).isEqualTo(1);
        assertThat(runs(store, null)).extracting(StoredRun::runId).containsExactly("next");
    }

    /** Otherwise a list of a few failed runs would read all others. */
    @Test
    void list_ofAStatus_readsNoOtherRuns() {
        JdbcStore store = open();
        String plan = store.database()
                .read(db -> String.join(
                        ", ",
                        db.rows(
                                "EXPLAIN QUERY PLAN " + RunRow.SELECT_LISTED
                                        + " AND r.agency = ? AND r.caller = ? AND r.status = ? ORDER BY r.seq DESC LIMIT ?",
                                row -> row.getString("detail"),
                                RunDraft.AGENCY,
                                "",
                                "failed",
                                100L)));

        assertThat(plan).contains("runs_by_callers_status").doesNotContain("TEMP B-TREE");
    }

    private static List<StoredRun> runs(JdbcStore store, @Nullable RunStatus status) {
        return store.runs()
                .list(new RunRepository.RunQuery(RunDraft.AGENCY, false, null, status, null, 100, null))
                .entries();
    }

    private static long count(JdbcStore store, String table) {
        return store.database().read(db -> db.number("SELECT count(*) FROM " + table));
    }

    /** One client could block the only writer. */
    @Test
    void fork_callerMayNotHold_isRefusedWithoutWriter() throws Exception {
        JdbcStore store = files.open(
                file(), Map.of("agency-swarm.threads.max-caller-bytes", "2048", "agency-swarm.store.timeout", "500ms"));
        store.runs()
                .admit(RunDraft.of("r1")
                        .thread(KEY)
                        .says(StoredItems.user("x".repeat(1_500)))
                        .run());
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");

            for (Integer afterItem : new Integer[] {null, 1}) {
                assertThatThrownBy(() -> store.threads()
                                .fork(KEY, afterItem, RunDraft.thread("fork"), Store.LoadBudget.UNCOUNTED))
                        .isInstanceOf(AgencyException.class)
                        .extracting(e -> ((AgencyException) e).code())
                        .isEqualTo(ErrorCode.TOO_MANY);
            }
            statement.execute("ROLLBACK");
        }
    }

    /** Returns the bytes of the previously empty log for one more item. */
    private long writtenBy(JdbcStore store, long lastEventId) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        store.runs().advance("r1", 1, List.of(StoredItems.assistant("one more")), lastEventId);
        return Files.size(file().resolveSibling("store.db-wal"));
    }

    private static void pages(JdbcStore store, int max) {
        store.database().write(db -> db.number("PRAGMA max_page_count = " + max));
    }

    private JdbcStore open() {
        return files.open(file(), Map.of());
    }

    private Path file() {
        return directory.resolve("store.db");
    }

    /** A process that starts and ends runs in the file, and reports which were stored. */
    private Process writer() throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SqliteWriter.class.getName(),
                        file().toString())
                .redirectError(directory.resolve("writer.err").toFile())
                .start();
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ?> assertRefused(
            ThrowableAssert.ThrowingCallable open) {
        return assertThatThrownBy(open).isInstanceOf(ConfigurationException.class);
    }

    private static void assertUnavailable(ThrowableAssert.ThrowingCallable write) {
        assertThatThrownBy(write)
                .isInstanceOf(AgencyException.class)
                .extracting(e -> ((AgencyException) e).code())
                .isEqualTo(ErrorCode.STORE_UNAVAILABLE);
    }
}
