package io.agencyswarm.run;

import io.agencyswarm.item.Conversation;
import io.agencyswarm.item.Item;
import io.agencyswarm.item.Origin;
import io.agencyswarm.item.ThreadItem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What has been said in one agent's loop, with the transcripts of delegated runs beneath the calls that started them.
 * Safe for several threads: a loop that was left behind may still write into its own while the run's is read.
 */
final class Transcript {

    private final List<ThreadItem> items = new ArrayList<>();
    private final Map<String, Transcript> delegated = new HashMap<>();

    synchronized void add(Item item, Origin origin) {
        items.add(new ThreadItem(item, origin, System.currentTimeMillis()));
    }

    /** A transcript of its own for the run that {@code callId} starts. */
    synchronized Transcript delegate(String callId) {
        Transcript transcript = new Transcript();
        delegated.put(callId, transcript);
        return transcript;
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
            thread.set(i, new ThreadItem(item.item(), item.origin(), last));
        }
        return thread;
    }

    private synchronized void flatten(List<ThreadItem> into) {
        List<ThreadItem> valid = Conversation.wellFormed(items, ThreadItem::item);
        int next = 0;
        for (ThreadItem item : items) {
            if (item.item() instanceof Item.FunctionCall call && delegated.containsKey(call.callId())) {
                delegated.get(call.callId()).flatten(into);
            }
            if (next < valid.size() && valid.get(next).equals(item)) {
                into.add(item);
                next++;
            }
        }
    }
}
