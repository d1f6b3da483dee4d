package io.agencyswarm.store.jdbc;

import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.store.Store;
import io.agencyswarm.store.StoreRules;
import io.agencyswarm.store.StoredThread;
import io.agencyswarm.store.ThreadKey;
import io.agencyswarm.store.ThreadRepository;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The threads in a database. */
final class JdbcThreadRepository implements ThreadRepository {

    private final SqlDatabase database;
    private final StoreRules rules;

    /** Creates a repository on a database. */
    JdbcThreadRepository(SqlDatabase database, StoreRules rules) {
        this.database = database;
        this.rules = rules;
    }

    @Override
    public Optional<StoredThread> find(ThreadKey thread) {
        return database.read(db -> ThreadRow.find(db, thread)).map(ThreadRow::stored);
    }

    @Override
    public List<ThreadItem> items(ThreadKey thread, int limit, int before) {
        return ItemText.read(database.read(db -> ItemRows.ofThread(db, thread, limit, before)));
    }

    @Override
    public long bytes(ThreadKey thread, int limit, int before) {
        return database.read(db -> ItemRows.bytesOfThread(db, thread, limit, before));
    }

    @Override
    public Store.Page<StoredThread> list(ThreadQuery query) {
        return database.read(db -> PageQuery.threads(db, query));
    }

    @Override
    public Store.DeletionResult delete(ThreadKey thread) {
        return database.write(db -> {
            CallerBytes bytes = new CallerBytes();
            Store.DeletionResult deletionResult = Deletions.deleteThread(db, thread, bytes);
            bytes.write(db, rules.callerBytes());
            return deletionResult;
        });
    }

    @Override
    public Optional<StoredThread> fork(ThreadKey thread, @Nullable Integer afterItem, ThreadKey fork) {
        while (true) {
            Optional<Forking.ForkSource> source =
                    database.read(db -> Forking.ForkSource.read(db, thread, afterItem, fork));
            if (source.isEmpty()) {
                return Optional.empty();
            }
            Forking.Plan plan = source.get().plan(rules);
            Optional<StoredThread> created = database.write(db -> Forking.write(db, plan, fork, rules.callerBytes()));
            if (created.isPresent()) {
                return created;
            }
        }
    }
}
