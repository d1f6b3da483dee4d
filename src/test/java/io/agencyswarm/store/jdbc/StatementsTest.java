package io.agencyswarm.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.store.AdmissionResult;
import io.agencyswarm.store.NewRun;
import io.agencyswarm.store.OnBusy;
import io.agencyswarm.store.RunDraft;
import io.agencyswarm.store.Store;
import io.agencyswarm.store.StoreRules;
import io.agencyswarm.store.StoreSettings;
import io.agencyswarm.store.StoredItems;
import io.agencyswarm.store.ThreadKey;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.Function;

/** Which statements the frequent calls execute. */
class StatementsTest {

    private static final ThreadKey KEY = RunDraft.thread("t");
    private static final NewRun WAITS = RunDraft.in(KEY, "r2", OnBusy.ENQUEUE);

    @TempDir
    Path directory;

    private final SqliteFiles files = new SqliteFiles();
    private final List<String> statements = new ArrayList<>();
    private final RunAdmission admission = admission();
    private JdbcStore store;
    private SqlSession session;

    @BeforeEach
    void openWithALiveAndAWaitingRun() throws SQLException {
        Path file = directory.resolve("store.db");
        store = files.open(file, Map.of());
        store.runs().admit(RunDraft.in(KEY, "r1"));
        store.runs().admit(WAITS);
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Function.create(connection, "now_ms", new Function() {
            @Override
            protected void xFunc() throws SQLException {
                result(System.currentTimeMillis());
            }
        });
        session = new SqlSession(recorded(connection), SqlDialect.SQLITE);
    }

    @AfterEach
    void close() throws SQLException {
        session.close();
        files.close();
    }

    @Test
    void answerUnlessNext_threadHasALiveRun_readsNoWaitingRuns() throws SQLException {
        assertThat(admission.answerUnlessNext(session, WAITS)).contains(new AdmissionResult.Queued(1, List.of()));

        assertThat(statements).hasSize(2).noneMatch(StatementsTest::readsWaitingRuns);
    }

    @Test
    void answerUnlessNext_threadHasNoLiveRun_readsTheNextRun() throws SQLException {
        store.runs().admit(RunDraft.in(KEY, "r3", OnBusy.ENQUEUE));
        store.runs().end("r1", 1, List.of(), StoredItems.completed(9));

        assertThat(admission.answerUnlessNext(session, WAITS)).isEqualTo(Optional.empty());

        assertThat(statements)
                .hasSize(3)
                .filteredOn(StatementsTest::readsWaitingRuns)
                .singleElement()
                .asString()
                .endsWith("LIMIT 1");
    }

    @Test
    void deleteThread_threadHasALiveRun_readsNoWaitingRuns() throws SQLException {
        assertThat(Deletions.deleteThread(session, KEY, new CallerByteChanges()))
                .isEqualTo(Store.DeletionResult.LIVE);

        assertThat(statements).hasSize(1).noneMatch(StatementsTest::readsWaitingRuns);
    }

    /** The run's row answers the call, whoever has used its key. */
    @Test
    void admit_repeatedWithAKey_readsTheRunOnce() throws SQLException {
        NewRun run = RunDraft.of("r4").key("k", "h").run();
        store.runs().admit(run);

        assertThat(admission.admit(session, SerializedRun.of(run))).isEqualTo(new AdmissionResult.Admitted(1));

        assertThat(statements)
                .hasSize(2)
                .filteredOn(sql -> sql.contains("FROM runs"))
                .hasSize(1);
    }

    /** Deleted threads are in no index but their own. */
    @Test
    void queries_ofThreads_useTheIndexesOfThoseThatAreNotDeleted() throws SQLException {
        String found = plan("agency = ? AND thread_id = ? AND caller = ? AND deleted_at IS NULL", "support", "t", "");
        String listed = plan("deleted_at IS NULL AND agency = ? AND caller = ? ORDER BY touch DESC", "support", "");
        String deleted = plan("deleted_at IS NOT NULL ORDER BY deleted_at");

        assertThat(found).contains("threads_by_id (agency=? AND thread_id=? AND caller=?)");
        assertThat(listed).contains("threads_by_caller (agency=? AND caller=?)").doesNotContain("TEMP B-TREE");
        assertThat(deleted).contains("threads_deleted").doesNotContain("TEMP B-TREE");
    }

    private String plan(String condition, Object... values) throws SQLException {
        return String.join(
                ", ",
                session.rows(
                        "EXPLAIN QUERY PLAN SELECT " + ThreadRow.COLUMNS + " FROM threads WHERE " + condition,
                        row -> row.getString("detail"),
                        values));
    }

    private static boolean readsWaitingRuns(String sql) {
        return sql.contains("status = 'queued'");
    }

    private static RunAdmission admission() {
        StoreSettings settings = StoreSettings.of(Map.of());
        return new RunAdmission(
                new OwnerProcess("owner", () -> null, settings.runs().lease().toMillis(), false),
                StoreRules.of(settings.runs(), settings.threads()));
    }

    /** Returns the connection, which records the texts of the statements that are executed. */
    private Connection recorded(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
                    Object result = invoke(connection, method, arguments);
                    return result instanceof PreparedStatement statement
                            ? recorded(statement, (String) arguments[0])
                            : result;
                });
    }

    private PreparedStatement recorded(PreparedStatement statement, String sql) {
        return (PreparedStatement) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {PreparedStatement.class}, (_, method, arguments) -> {
                    if (method.getName().startsWith("execute")) {
                        statements.add(sql);
                    }
                    return invoke(statement, method, arguments);
                });
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
