package io.agencyswarm.store;

import io.agencyswarm.item.Conversation;
import io.agencyswarm.item.ThreadItem;
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

    @Override
    public List<ThreadItem> items(ThreadKey thread, int limit, int before) {
        return StoredItem.read(tables.withLock(
                () -> page(thread, limit, before).stream().map(StoredItem::json).toList()));
    }

    @Override
    public long bytes(ThreadKey thread, int limit, int before) {
        return tables.withLock(() -> page(thread, limit, before).stream()
                .mapToLong(StoredItem::bytes)
                .sum());
    }

    /** Requires the lock. */
    private List<StoredItem> page(ThreadKey thread, int limit, int before) {
        MemoryThread stored = tables.threads.get(thread);
        if (stored == null) {
            return List.of();
        }
        int end = Math.clamp(before - 1L, 0, stored.items.size());
        return stored.items.subList(Math.max(0, end - limit), end);
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
    public Optional<StoredThread> fork(ThreadKey thread, @Nullable Integer afterItem, ThreadKey fork) {
        record ForkCopy(List<byte[]> items, String title, boolean hasChatName) {}
        Optional<ForkCopy> source = tables.withLock(() -> Optional.ofNullable(tables.threads.get(thread))
                .map(stored -> new ForkCopy(
                        stored.items.stream().map(StoredItem::json).toList(), stored.title, stored.hasChatName)));
        if (source.isEmpty()) {
            return Optional.empty();
        }
        ForkCopy from = source.get();
        if (afterItem != null && (afterItem < 0 || afterItem > from.items().size())) {
            return Optional.empty();
        }
        ItemBatch items = afterItem == null ? new ItemBatch(from.items(), "") : first(from.items(), afterItem);
        return Optional.of(tables.withLock(() -> {
            MemoryThread created = add(fork, items);
            created.setTitle(from.title());
            created.hasChatName = from.hasChatName();
            return created.toStored();
        }));
    }

    private static ItemBatch first(List<byte[]> items, int count) {
        return ItemBatch.of(
                new Conversation(StoredItem.read(items)).first(count).items());
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
