package io.agencyswarm.store.memory;

import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.store.Store;
import io.agencyswarm.store.StoreRules;
import io.agencyswarm.store.StoredThread;
import io.agencyswarm.store.ThreadKey;
import io.agencyswarm.store.ThreadRepository;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The threads in memory. */
final class MemoryThreadRepository implements ThreadRepository {

    private final MemoryTables tables;
    private final StoreRules rules;

    MemoryThreadRepository(MemoryTables tables, StoreRules rules) {
        this.tables = tables;
        this.rules = rules;
    }

    @Override
    public Optional<StoredThread> find(ThreadKey thread) {
        return tables.withLock(
                () -> Optional.ofNullable(tables.threads.get(thread)).map(MemoryThread::toStored));
    }

    /** What a thread holds at one moment, to be parsed without the lock. */
    private record ThreadCopy(StoredThread thread, boolean hasChatName, int firstItem, List<byte[]> items) {

        /**
         * Copies the items after number {@code first}, up to and including number {@code last}. Requires the lock.
         */
        static ThreadCopy of(MemoryThread thread, int first, int last, Store.LoadBudget budget) {
            List<byte[]> items = thread.list.copy(first, last);
            budget.reserve(items.size() == thread.list.size() ? thread.list.bytes() : MemoryItemList.bytes(items));
            return new ThreadCopy(thread.toStored(), thread.hasChatName, first + 1, items);
        }
    }

    @Override
    public Optional<ThreadWithItems> read(ThreadKey thread, int limit, int before, Store.LoadBudget budget) {
        return tables.withLock(() -> Optional.ofNullable(tables.threads.get(thread))
                        .map(stored -> {
                            int last = Math.clamp(before - 1L, 0, stored.list.size());
                            return ThreadCopy.of(stored, Math.max(0, last - limit), last, budget);
                        }))
                .map(copy -> new ThreadWithItems(copy.thread(), copy.firstItem(), MemoryItemList.parse(copy.items())));
    }

    @Override
    public Store.Page<StoredThread> list(ThreadQuery query) {
        String title = query.title().toLowerCase(Locale.ROOT);
        return tables.withLock(() -> {
            Store.Page<MemoryThread> page = tables.threadList.page(
                    query.agency(),
                    query.ownOnly(),
                    query.principal(),
                    sequenceBefore(query),
                    query.limit(),
                    thread -> thread.searchedTitle.contains(title));
            return new Store.Page<>(
                    page.entries().stream().map(MemoryThread::toStored).toList(), page.hasMore());
        });
    }

    private @Nullable Long sequenceBefore(ThreadQuery query) {
        String before = query.before();
        if (before == null) {
            return null;
        }
        if (!ThreadKey.isId(before)) {
            throw Store.Page.missingEntry("thread", before);
        }
        Optional<MemoryThread> last = query.ownOnly()
                ? Optional.ofNullable(tables.threads.get(new ThreadKey(query.agency(), before, query.principal())))
                : tables.threadList.newest(
                        query.agency(), thread -> thread.key.threadId().equals(before));
        return last.orElseThrow(() -> Store.Page.missingEntry("thread", before)).sequence;
    }

    @Override
    public Store.DeletionResult delete(ThreadKey thread) {
        return tables.withLock(() -> {
            MemoryThread stored = tables.threads.get(thread);
            if (stored == null) {
                return Store.DeletionResult.ABSENT;
            }
            if (!stored.isIdle()) {
                return Store.DeletionResult.LIVE;
            }
            tables.remove(stored);
            return Store.DeletionResult.DONE;
        });
    }

    @Override
    public Optional<ThreadWithItems> fork(
            ThreadKey thread, @Nullable Integer afterItem, ThreadKey fork, Store.LoadBudget budget) {
        Optional<ThreadCopy> source = tables.withLock(() -> Optional.ofNullable(tables.threads.get(thread))
                .map(stored ->
                        ThreadCopy.of(stored, 0, StoreRules.forkedCount(afterItem, stored.list.size()), budget)));
        return source.map(copy -> {
            List<ThreadItem> all = MemoryItemList.parse(copy.items());
            List<ThreadItem> items = StoreRules.forkedItems(afterItem, all);
            ItemBatch batch = items.size() == all.size()
                    ? new ItemBatch(copy.items(), copy.thread().title())
                    : ItemBatch.of(items);
            StoredThread created = tables.withLock(() -> create(fork, batch, copy));
            return new ThreadWithItems(created, 1, items);
        });
    }

    private StoredThread create(ThreadKey key, ItemBatch items, ThreadCopy source) {
        MemoryThread created = add(key, items);
        created.setTitle(source.thread().title());
        created.hasChatName = source.hasChatName();
        return created.toStored();
    }

    private MemoryThread add(ThreadKey key, ItemBatch items) {
        if (tables.threads.containsKey(key)) {
            throw key.takenException();
        }
        rules.checkRoom(items.bytes(), OptionalLong.empty(), () -> tables.budget.ofCaller(key.principal()))
                .ifPresent(full -> {
                    throw full.exception();
                });
        tables.requireRoom(items.weight() + MemoryThread.weight(key));
        MemoryThread created = tables.addThread(key);
        tables.append(created, items);
        tables.unprotect(created);
        return created;
    }
}
