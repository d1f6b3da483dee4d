package io.agencyswarm.store;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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

    /** The items of the current generation, oldest first. */
    final List<StoredItem> items = new ArrayList<>();

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

    long bytes;
    long version;
    int generation;

    MemoryThread(ThreadKey key, long createdAt) {
        this.key = key;
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

    /**
     * Returns the bytes of the items that no run holds, which are freed if a history replaces the items. In a database
     * the items are freed together, when no run has any of them, so there the caller may hold more bytes until then.
     */
    long bytesHeldAlone() {
        return items.stream()
                .filter(item -> !item.isShared())
                .mapToLong(StoredItem::bytes)
                .sum();
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
                key, title, createdAt, updatedAt, items.size(), bytes, version, live == null ? null : live.runId);
    }
}
