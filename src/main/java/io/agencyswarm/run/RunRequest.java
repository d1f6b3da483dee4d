package io.agencyswarm.run;

import io.agencyswarm.agency.Agent;
import io.agencyswarm.item.Conversation;
import io.agencyswarm.store.NewRun;
import io.agencyswarm.store.OnBusy;
import io.agencyswarm.store.ThreadKey;
import org.jspecify.annotations.Nullable;

/**
 * A validated request of a client to an agency.
 *
 * @param message the user's message
 * @param recipient the agent that answers
 * @param history the earlier conversation that the client sent; takes precedence over what is stored
 * @param thread identifies the stored conversation; null if the client keeps it itself
 * @param durability what outlives the connection
 * @param historyBudget reserves memory for the thread's items that the run loads
 */
public record RunRequest(
        UserMessage message,
        Agent recipient,
        Conversation history,
        @Nullable ThreadKey thread,
        RunOptions options,
        Durability durability,
        NewRun.HistoryBudget historyBudget) {

    /**
     * The part of a request that outlives the connection.
     *
     * @param background whether the run continues when its client leaves
     * @param onBusy what happens if the thread has a live run
     * @param idempotency the key by which the client may repeat the request; null if it sent none
     * @param principal the subject of the caller's token; null if there is none
     */
    public record Durability(
            boolean background,
            OnBusy onBusy,
            NewRun.@Nullable Idempotency idempotency,
            @Nullable String principal) {

        /** Nothing outlives the connection. */
        public static final Durability NONE = new Durability(false, OnBusy.REJECT, null, null);

        /** Returns whether the run's frames are stored, so that they can be read again. */
        public boolean storesFrames() {
            return background || idempotency != null;
        }
    }

    /** A request without a thread, of which nothing outlives the connection. */
    public RunRequest(UserMessage message, Agent recipient, Conversation history, RunOptions options) {
        this(message, recipient, history, null, options, Durability.NONE);
    }

    /** A request whose thread's items are not counted as memory. */
    public RunRequest(
            UserMessage message,
            Agent recipient,
            Conversation history,
            @Nullable ThreadKey thread,
            RunOptions options,
            Durability durability) {
        this(message, recipient, history, thread, options, durability, NewRun.HistoryBudget.UNCOUNTED);
    }

    /** Returns a copy whose thread's items are counted. */
    public RunRequest withHistoryBudget(NewRun.HistoryBudget historyBudget) {
        return new RunRequest(message, recipient, history, thread, options, durability, historyBudget);
    }

    /** Returns whether anything of the run is to be stored. */
    boolean isStored() {
        return thread != null || durability.storesFrames();
    }
}
