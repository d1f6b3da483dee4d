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
    private final IdentityHashMap<Item.FunctionCall, Transcript> delegated = new IdentityHashMap<>();

    void add(Item item, Origin origin) {
        add(item, origin, null);
    }

    /** Adds what the framework may have written itself, and then why. */
    synchronized void add(Item item, Origin origin, @Nullable String messageOrigin) {
        items.add(new ThreadItem(item, origin, System.currentTimeMillis(), messageOrigin));
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
     * All items in the order of the contract: a delegated run's before the call that caused it. Only what makes a valid
     * model request, so no call without its output. Timestamps grow strictly, and are those of the clock as far as that
     * lets them.
     */
    List<ThreadItem> toThread() {
        List<ThreadItem> thread = new ArrayList<>();
        flatten(thread);
        long last = 0;
        for (int i = 0; i < thread.size(); i++) {
            ThreadItem item = thread.get(i);
            last = Math.max(last + 1, item.timestamp());
            thread.set(i, item.at(last));
        }
        return thread;
    }

    private synchronized void flatten(List<ThreadItem> into) {
        Set<ThreadItem> valid = Collections.newSetFromMap(new IdentityHashMap<>());
        valid.addAll(Conversation.wellFormed(items, ThreadItem::item));
        for (ThreadItem item : items) {
            if (item.item() instanceof Item.FunctionCall call && delegated.containsKey(call)) {
                delegated.get(call).flatten(into);
            }
            if (valid.contains(item)) {
                into.add(item);
            }
        }
    }
}
