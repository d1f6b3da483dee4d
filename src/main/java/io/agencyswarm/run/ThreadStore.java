package io.agencyswarm.run;

import io.agencyswarm.item.Conversation;
import io.agencyswarm.store.ThreadKey;
import org.jspecify.annotations.Nullable;

/**
 * Keeps conversations for clients that name them by {@code thread_id} instead of sending {@code chat_history}. An application
 * that has its own place for them makes one bean of it, and is asked instead of the service's store; which run has the
 * thread, and how it ended, is still in that one. Called on the run's virtual thread, so both may block. Lists of
 * threads, forks and deletions need the service's store. Where AG-UI is spoken, the
 * client keeps the conversation and nothing is asked here.
 *
 * <pre>{@code
 * @Singleton
 * class ThreadsInMemory implements ThreadStore {
 *     private final Map<ThreadKey, Conversation> threads = new ConcurrentHashMap<>();
 *
 *     public @Nullable Conversation load(ThreadKey thread) {
 *         return threads.get(thread);
 *     }
 *
 *     public void save(ThreadKey thread, Conversation conversation) {
 *         threads.put(thread, conversation);
 *     }
 * }
 * }</pre>
 *
 * <p>{@link io.agencyswarm.item.ThreadItem#toJson()} and {@link Conversation#of} are the way to JSON and back.
 */
public interface ThreadStore {

    /**
     * The conversation so far; null, or {@link Conversation#EMPTY}, where there is none. Called before a run; what it
     * throws ends the run.
     */
    @Nullable
    Conversation load(ThreadKey thread);

    /**
     * Keeps the conversation. Called after a run, whether it came to its end, failed or was cancelled.
     *
     * @param conversation all of it: what was loaded, or what the client sent as history, and what was said since
     */
    void save(ThreadKey thread, Conversation conversation);
}
