package io.agencyswarm.run;

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
 * What has been said in one agent's loop, with the transcripts of delegated runs beneath the calls that started them.
 * Safe for several threads: a loop that was left behind may still write into its own while the run's is read.
 */
final class Transcript {

    private final List<ThreadItem> items = new ArrayList<>();

    /** What is whole, in the contract's order. */
    private final List<ThreadItem> thread = new ArrayList<>();

    /** How many of the items are in it. */
    private int whole;

    private final IdentityHashMap<Item.FunctionCall, Transcript> delegated = new IdentityHashMap<>();

    void add(Item item, Origin origin) {
        add(item, origin, null);
    }

    /** Adds what the framework may have written itself, and then why. */
    synchronized void add(Item item, Origin origin, @Nullable String messageOrigin) {
        items.add(new ThreadItem(item, origin, System.currentTimeMillis(), messageOrigin));
    }

    /**
     * Adds what the framework wrote itself before the last items, which belong to the turn in progress.
     *
     * @param count how many items come after it
     */
    synchronized void addBefore(int count, Item item, Origin origin, String messageOrigin) {
        int index = items.size() - count;
        items.add(index, new ThreadItem(item, origin, items.get(index).timestamp(), messageOrigin));
    }

    /** A transcript of its own for the run that {@code call} starts; some models use an id in several turns. */
    synchronized Transcript delegate(Item.FunctionCall call) {
        Transcript transcript = new Transcript();
        delegated.put(call, transcript);
        return transcript;
    }

    /** Whether the framework itself has said nothing. */
    synchronized boolean isFreeOfRemarks() {
        return items.stream().allMatch(item -> item.messageOrigin() == null);
    }

    /** The items of this loop alone. */
    synchronized List<Item> own() {
        return items.stream().map(ThreadItem::item).toList();
    }

    /**
     * The items that were added since the last call, at the end of a turn or of the run, in the order of the contract: a
     * delegated run's before the call that caused it. Only what makes a valid model request, so no call without its
     * output. Timestamps grow strictly from call to call, and are those of the clock as far as that allows.
     */
    synchronized List<ThreadItem> takeWhole() {
        List<ThreadItem> next = new ArrayList<>();
        flatten(whole, next);
        whole = items.size();
        long last = thread.isEmpty() ? 0 : thread.getLast().timestamp();
        for (int i = 0; i < next.size(); i++) {
            ThreadItem item = next.get(i);
            last = Math.max(last + 1, item.timestamp());
            next.set(i, item.at(last));
        }
        thread.addAll(next);
        return next;
    }

    /** All that {@link #takeWhole} has returned. */
    synchronized List<ThreadItem> taken() {
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
