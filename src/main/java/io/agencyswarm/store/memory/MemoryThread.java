package io.agencyswarm.store.memory;

import io.agencyswarm.store.StoreRules;
import io.agencyswarm.store.StoredThread;
import io.agencyswarm.store.ThreadKey;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A thread in memory. Guarded by the lock of its store. */
final class MemoryThread {

    /** The memory of a thread with its index entries, without its key. */
    private static final int WEIGHT = 1_024;

    final ThreadKey key;
    final long createdAt;

    /** The list with its items; another one after a history has replaced them. */
    MemoryItemList list;

    /** The waiting runs, oldest first. */
    final SequencedSet<MemoryRun> queue = new LinkedHashSet<>();

    /** All runs of the thread whose rows exist. */
    final Set<MemoryRun> runs = new LinkedHashSet<>();

    @Nullable
    MemoryRun live;

    String title = "";
    String searchedTitle = "";
    boolean hasChatName;
    long updatedAt;
    long updatedNanos;
    /** Its position among the threads, greater for those that were updated later; 0 before it is added. */
    long sequence;

    long version;

    MemoryThread(ThreadKey key, MemoryItemList list, long createdAt) {
        this.key = key;
        this.list = list;
        this.createdAt = createdAt;
    }

    /** Returns the memory of a thread without its items. */
    static long weight(ThreadKey key) {
        String principal = key.principal() == null ? "" : key.principal();
        return WEIGHT + 2L * (key.agency().length() + key.threadId().length() + principal.length());
    }

    /** Returns whether no run adds to it or waits for it. */
    boolean isIdle() {
        return live == null && queue.isEmpty();
    }

    StoreRules.ThreadState state() {
        return new StoreRules.ThreadState(
                live == null ? null : live.runId,
                queue.stream().map(run -> run.runId).toList());
    }

    /** Returns the first run that waits; empty if a run is live. */
    Optional<String> next() {
        return live == null ? queue.stream().findFirst().map(run -> run.runId) : Optional.empty();
    }

    /** Sets the title from its items, if it has none. */
    void setTitleIfEmpty(String text) {
        if (title.isEmpty()) {
            setTitle(text);
        }
    }

    void setTitle(String text) {
        title = text;
        searchedTitle = text.toLowerCase(Locale.ROOT);
    }

    StoredThread toStored() {
        return new StoredThread(
                key, title, createdAt, updatedAt, list.size(), list.bytes(), version, live == null ? null : live.runId);
    }
}
