package io.agencyswarm.run;

import io.agencyswarm.agency.Agent;
import io.agencyswarm.item.Conversation;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks of an agency, already validated.
 *
 * @param message what the user says
 * @param recipient the agent that answers
 * @param history what was said before; goes before what the thread store holds
 * @param thread names the conversation for the {@link ThreadStore}; null where the client keeps it itself
 */
public record RunRequest(
        UserMessage message,
        Agent recipient,
        Conversation history,
        ThreadStore.@Nullable Key thread,
        RunOptions options) {}
