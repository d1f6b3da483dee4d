package io.agencyswarm.run;

import io.agencyswarm.item.Conversation;
import io.agencyswarm.store.ThreadKey;
import org.jspecify.annotations.Nullable;

/**
 * Stores conversations for clients that identify them by {@code thread_id} instead of sending {@code chat_history}. An
 * application that stores them itself provides one bean of this type, which is asked instead of the service's store.
 * The service's store still records which run has the thread and how it ended. Called on the run's virtual thread, so
 * both methods may block. Lists of threads, forks and deletions need the service's store. With AG-UI the client keeps
 * the conversation, and the bean is not asked.
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
 * <p>{@link io.agencyswarm.item.ThreadItem#toJson()} and {@link Conversation#of} convert to and from JSON.
 */
public interface ThreadStore {

    /**
     * Loads the conversation; null or {@link Conversation#EMPTY} if there is none. Called before a run. An exception
     * ends the run.
     */
    @Nullable
    Conversation load(ThreadKey thread);

    /**
     * Saves the conversation. Called after a run, also after one that failed or was cancelled. The run ends when the
     * method returns. Neither a cancel nor the maximum duration of a run interrupts it, because an interrupted write
     * may be incomplete, so the method must limit its own time.
     *
     * @param conversation the complete conversation: what was loaded, or what the client sent as history, and the items
     *     of the run
     */
    void save(ThreadKey thread, Conversation conversation);
}
