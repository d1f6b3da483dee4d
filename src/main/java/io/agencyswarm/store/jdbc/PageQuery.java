package io.agencyswarm.store.jdbc;

import io.agencyswarm.store.RunRepository;
import io.agencyswarm.store.Store;
import io.agencyswarm.store.StoredRun;
import io.agencyswarm.store.StoredThread;
import io.agencyswarm.store.ThreadRepository;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Queries for pages of runs and threads. Each combination of conditions has an index. */
final class PageQuery {

    private final StringBuilder sql;
    private final List<Object> values = new ArrayList<>();

    private PageQuery(String select) {
        sql = new StringBuilder(select);
    }

    /** Implements {@link RunRepository#list}. */
    static Store.Page<StoredRun> runs(SqlSession db, RunRepository.RunQuery query) throws SQLException {
        PageQuery list = new PageQuery(RunRow.SELECT_LISTED).and(" AND r.agency = ?", query.agency());
        @Nullable String caller = query.ownOnly() ? StoredText.caller(query.principal()) : null;
        list.andIf(" AND r.caller = ?", caller);
        list.andIf(
                " AND r.status = ?",
                query.status() == null ? null : query.status().wireName());
        if (query.threadId() != null) {
            list.and(
                    " AND r.thread IN (SELECT id FROM threads WHERE deleted_at IS NULL AND agency = ?", query.agency());
            list.and(" AND thread_id = ?", StoredText.of(query.threadId()));
            list.andIf(" AND caller = ?", caller);
            list.sql.append(')');
        }
        if (query.before() != null) {
            PageQuery before = new PageQuery("SELECT r.seq FROM runs r")
                    .and(" WHERE r.agency = ?", query.agency())
                    .and(" AND r.run_id = ?", StoredText.of(query.before()))
                    .andIf(" AND r.caller = ?", caller);
            list.and(" AND r.seq < ?", before.number(db, "run", query.before()));
        }
        return list.page(db, " ORDER BY r.seq DESC", query.limit(), RunRow::read, RunRow::stored);
    }

    /** Implements {@link ThreadRepository#list}. */
    static Store.Page<StoredThread> threads(SqlSession db, ThreadRepository.ThreadQuery query) throws SQLException {
        PageQuery list = new PageQuery("SELECT " + ThreadRow.COLUMNS + " FROM threads WHERE deleted_at IS NULL")
                .and(" AND agency = ?", query.agency());
        @Nullable String caller = query.ownOnly() ? StoredText.caller(query.principal()) : null;
        list.andIf(" AND caller = ?", caller);
        list.andIf(" AND searched_title LIKE ? ESCAPE '!'", query.title().isEmpty() ? null : pattern(query.title()));
        if (query.before() != null) {
            PageQuery before = new PageQuery("SELECT touch FROM threads WHERE deleted_at IS NULL")
                    .and(" AND agency = ?", query.agency())
                    .and(" AND thread_id = ?", StoredText.of(query.before()))
                    .andIf(" AND caller = ?", caller);
            before.sql.append(" ORDER BY touch DESC LIMIT 1");
            list.and(" AND touch < ?", before.number(db, "thread", query.before()));
        }
        return list.page(db, " ORDER BY touch DESC", query.limit(), ThreadRow::read, ThreadRow::stored);
    }

    private PageQuery and(String condition, Object value) {
        sql.append(condition);
        values.add(value);
        return this;
    }

    private PageQuery andIf(String condition, @Nullable Object value) {
        return value == null ? this : and(condition, value);
    }

    private long number(SqlSession db, String kind, String id) throws SQLException {
        Optional<Long> number = db.row(sql.toString(), row -> row.getLong(1), values.toArray());
        return number.orElseThrow(() -> Store.Page.missingEntry(kind, id));
    }

    private <R, T> Store.Page<T> page(
            SqlSession db, String order, int limit, SqlSession.RowReader<R> reader, Function<R, T> mapper)
            throws SQLException {
        and(order + " LIMIT ?", limit + 1L);
        List<T> rows = db.rows(sql.toString(), reader, values.toArray()).stream()
                .map(mapper)
                .toList();
        return rows.size() > limit ? new Store.Page<>(rows.subList(0, limit), true) : new Store.Page<>(rows, false);
    }

    private static String pattern(String title) {
        String escaped = StoredText.searchable(title)
                .replace("!", "!!")
                .replace("%", "!%")
                .replace("_", "!_");
        return "%" + escaped + "%";
    }
}
