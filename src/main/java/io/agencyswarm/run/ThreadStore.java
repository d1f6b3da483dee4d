package io.agencyswarm.run;

import io.agencyswarm.item.Conversation;
import org.jspecify.annotations.Nullable;

/**
 * Keeps conversations for clients that name them by {@code thread_id} instead of sending {@code chat_history}. Make one
 * bean of it; without one, thread ids have no effect. Called on the run's virtual thread, so both may block. Two runs
 * of one thread at a time are not kept apart: the one that ends last saves over the other. Where AG-UI is spoken, the
 * client keeps the conversation and nothing is asked here.
 *
 * <pre>{@code
 * @Singleton
 * class ThreadsInMemory implements ThreadStore {
 *     private final Map<Key, Conversation> threads = new ConcurrentHashMap<>();
 *
 *     public @Nullable Conversation load(Key thread) {
 *         return threads.get(thread);
 *     }
 *
 *     public void save(Key thread, Conversation conversation) {
 *         threads.put(thread, conversation);
 *     }
 * }
 * }</pre>
 *
 * <p>{@link io.agencyswarm.item.ThreadItem#toJson()} and {@link Conversation#of} are the way to JSON and back.
 */
public interface ThreadStore {

    /**
     * What names a thread. All of it: with the id alone, whoever knows another caller's could go on with their thread.
     *
     * @param agency the agency's name: threads of two agencies have nothing to do with each other
     * @param threadId as the client sent it, 1 to 256 characters; never to be used as a path or a key without care
     * @param principal the subject of the caller's token where an OpenID Connect provider is configured, null for all
     *     others
     */
    record Key(String agency, String threadId, @Nullable String principal) {}

    /**
     * The conversation so far; null, or {@link Conversation#EMPTY}, where there is none. Called before a run; what it
     * throws ends the run.
     */
    @Nullable
    Conversation load(Key thread);

    /**
     * Keeps the conversation. Called after a run, whether it came to its end, failed or was cancelled.
     *
     * @param conversation all of it: what was loaded, or what the client sent as history, and what was said since
     */
    void save(Key thread, Conversation conversation);
}
