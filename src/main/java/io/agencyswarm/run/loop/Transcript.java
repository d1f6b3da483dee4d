package io.agencyswarm.run.loop;

import io.agencyswarm.item.Conversation;
import io.agencyswarm.item.Item;
import io.agencyswarm.item.Origin;
import io.agencyswarm.item.ThreadItem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The items of one agent's loop, with the transcripts of delegated runs, which precede the calls that started them.
 * Thread-safe: an abandoned loop may still add to its transcript while the run's is read.
 */
public final class Transcript {

    private final List<ThreadItem> items = new ArrayList<>();

    /** The complete items, in the contract's order. */
    private final List<ThreadItem> thread = new ArrayList<>();

    /** How many of the items are in {@link #thread}. */
    private int takenCount;

    private final IdentityHashMap<Item.FunctionCall, Transcript> delegated = new IdentityHashMap<>();

    /** Adds an item of the user, of a model or of a tool. */
    public void add(Item item, Origin origin) {
        add(item, origin, null);
    }

    /** Adds an item, with the reason if the framework wrote it itself. */
    public synchronized void add(Item item, Origin origin, @Nullable String messageOrigin) {
        items.add(new ThreadItem(item, origin, System.currentTimeMillis(), messageOrigin));
    }

    /**
     * Inserts an item of the framework before the last items, which belong to the current turn.
     *
     * @param count how many items come after it
     */
    synchronized void addBefore(int count, Item item, Origin origin, String messageOrigin) {
        int index = items.size() - count;
        items.add(index, new ThreadItem(item, origin, items.get(index).timestamp(), messageOrigin));
    }

    /**
     * Creates the transcript of the run that {@code call} starts. Keyed by the call object, because some models repeat
     * an id in several turns.
     */
    synchronized Transcript delegate(Item.FunctionCall call) {
        Transcript transcript = new Transcript();
        delegated.put(call, transcript);
        return transcript;
    }

    /** Returns whether the framework wrote one of the items. */
    synchronized boolean hasFrameworkItems() {
        return items.stream().anyMatch(item -> item.messageOrigin() != null);
    }

    /** Returns the items of this loop, without those of delegated runs. */
    synchronized List<Item> ownItems() {
        return items.stream().map(ThreadItem::item).toList();
    }

    /**
     * Returns the items that were added since the last call, at the end of a turn or of the run, in the order of the
     * contract: a delegated run's before the call that caused it. Omits what would make a model request invalid, such
     * as a call without its output. Timestamps are the clock's, raised where needed so that they increase strictly.
     */
    public synchronized List<ThreadItem> takeNew() {
        List<ThreadItem> next = new ArrayList<>();
        flatten(takenCount, next);
        takenCount = items.size();
        long last = thread.isEmpty() ? 0 : thread.getLast().timestamp();
        for (int i = 0; i < next.size(); i++) {
            ThreadItem item = next.get(i);
            last = Math.max(last + 1, item.timestamp());
            next.set(i, item.at(last));
        }
        thread.addAll(next);
        return next;
    }

    /** Returns all items that {@link #takeNew} has returned. */
    public synchronized List<ThreadItem> items() {
        return List.copyOf(thread);
    }

    private synchronized void flatten(int from, List<ThreadItem> into) {
        List<ThreadItem> added = items.subList(from, items.size()).stream()
                .filter(item -> Conversation.outlivesRuns(item.item()))
                .toList();
        Set<ThreadItem> valid = Collections.newSetFromMap(new IdentityHashMap<>());
        valid.addAll(Conversation.wellFormed(added, ThreadItem::item));
        for (ThreadItem item : added) {
            if (item.item() instanceof Item.FunctionCall call && delegated.containsKey(call)) {
                delegated.get(call).flatten(0, into);
            }
            if (valid.contains(item)) {
                into.add(item);
            }
        }
    }
}
