package io.agencyswarm.run;

import io.agencyswarm.agency.Agent;
import io.agencyswarm.item.Conversation;
import io.agencyswarm.store.NewRun;
import io.agencyswarm.store.OnBusy;
import io.agencyswarm.store.ThreadKey;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks of an agency, already validated.
 *
 * @param message what the user says
 * @param recipient the agent that answers
 * @param history what was said before; goes before what is stored
 * @param thread names the conversation that is stored; null where the client keeps it itself
 * @param lasting what is to last beyond the connection
 * @param room takes room in memory for what the run loads of its thread
 */
public record RunRequest(
        UserMessage message,
        Agent recipient,
        Conversation history,
        @Nullable ThreadKey thread,
        RunOptions options,
        Lasting lasting,
        NewRun.HistoryBudget room) {

    /**
     * What is to last beyond the connection.
     *
     * @param background whether the run goes on when its client leaves
     * @param onBusy what becomes of it where its thread has a live run
     * @param idempotency the key by which the client may repeat the request, null for none
     * @param principal the subject of the caller's token, null where there is none
     */
    public record Lasting(
            boolean background,
            OnBusy onBusy,
            NewRun.@Nullable Idempotency idempotency,
            @Nullable String principal) {

        /** Nothing. */
        public static final Lasting NONE = new Lasting(false, OnBusy.REJECT, null, null);

        /** Whether the run's frames are kept, so that they can be read again. */
        public boolean keepsFrames() {
            return background || idempotency != null;
        }
    }

    /** A request of which nothing is to last. */
    public RunRequest(UserMessage message, Agent recipient, Conversation history, RunOptions options) {
        this(message, recipient, history, null, options, Lasting.NONE);
    }

    /** A request for whose thread nobody counts the memory. */
    public RunRequest(
            UserMessage message,
            Agent recipient,
            Conversation history,
            @Nullable ThreadKey thread,
            RunOptions options,
            Lasting lasting) {
        this(message, recipient, history, thread, options, lasting, NewRun.HistoryBudget.UNCOUNTED);
    }

    /** The same request, whose thread's items count. */
    public RunRequest with(NewRun.HistoryBudget room) {
        return new RunRequest(message, recipient, history, thread, options, lasting, room);
    }

    /** Whether there is anything to store. */
    boolean isKept() {
        return thread != null || lasting.keepsFrames();
    }
}
