package io.agencyswarm.run;

import io.agencyswarm.agency.Agent;
import io.agencyswarm.item.Conversation;
import io.agencyswarm.item.Item;
import io.agencyswarm.store.NewRun;
import io.agencyswarm.store.OnBusy;
import io.agencyswarm.store.Store;
import io.agencyswarm.store.ThreadKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A validated request of a client to an agency.
 *
 * @param message the user's message
 * @param recipient the agent that answers
 * @param history the earlier conversation that the client sent; takes precedence over what is stored
 * @param thread identifies the stored conversation; null if the client keeps it itself
 * @param storage what is stored, so that it outlives the connection
 * @param historyBudget reserves memory for the thread's items that the run loads
 */
public record RunRequest(
        UserMessage message,
        Agent recipient,
        Conversation history,
        @Nullable ThreadKey thread,
        RunOptions options,
        StorageOptions storage,
        Store.LoadBudget historyBudget) {

    /**
     * What a request asks to store, so that it outlives the connection.
     *
     * @param background whether the run continues when its client leaves
     * @param onBusy what happens if the thread has a live run
     * @param idempotency the key by which the client may repeat the request; null if it sent none
     * @param principal the subject of the caller's token; null if there is none
     */
    public record StorageOptions(
            boolean background,
            OnBusy onBusy,
            NewRun.@Nullable Idempotency idempotency,
            @Nullable String principal) {

        /** Nothing outlives the connection. */
        public static final StorageOptions NONE = new StorageOptions(false, OnBusy.REJECT, null, null);

        /** Returns whether the run's frames are stored, so that they can be read again. */
        public boolean storesFrames() {
            return background || idempotency != null;
        }
    }

    /**
     * Returns a request with a text. Nothing of it outlives the connection except its thread, if it has one.
     *
     * @param principal as in {@link StorageOptions}
     */
    public static RunRequest plain(
            String text,
            Agent recipient,
            Conversation history,
            @Nullable ThreadKey thread,
            RunOptions options,
            @Nullable String principal) {
        return new RunRequest(
                UserMessage.of(List.of(Item.userMessage(text))),
                recipient,
                history,
                thread,
                options,
                new StorageOptions(false, OnBusy.REJECT, null, principal));
    }

    /** A request without a thread, of which nothing outlives the connection. */
    public RunRequest(UserMessage message, Agent recipient, Conversation history, RunOptions options) {
        this(message, recipient, history, null, options, StorageOptions.NONE);
    }

    /** A request whose thread's items are not counted as memory. */
    public RunRequest(
            UserMessage message,
            Agent recipient,
            Conversation history,
            @Nullable ThreadKey thread,
            RunOptions options,
            StorageOptions storage) {
        this(message, recipient, history, thread, options, storage, Store.LoadBudget.UNCOUNTED);
    }

    /** Returns a copy whose thread's items are counted. */
    public RunRequest withHistoryBudget(Store.LoadBudget historyBudget) {
        return new RunRequest(message, recipient, history, thread, options, storage, historyBudget);
    }

    /** Returns whether anything of the run is to be stored. */
    public boolean isStored() {
        return thread != null || storage.storesFrames();
    }
}
