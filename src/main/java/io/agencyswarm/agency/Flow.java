package io.agencyswarm.agency;

import org.jspecify.annotations.Nullable;

/** A permission of one agent to delegate or hand over to another. */
public sealed interface Flow {

    /** Returns the agent that asks or hands over. */
    Agent from();

    /** Returns the agent that is asked or takes over. */
    Agent to();

    /**
     * {@code from} may ask {@code to} and continues with its answer.
     *
     * @param tool the function with which it asks; null for that of the agency
     */
    record Delegation(Agent from, Agent to, @Nullable SendTool tool) implements Flow {}

    /**
     * {@code from} may hand the conversation over to {@code to}, which then answers the user.
     *
     * @param silent whether {@code to} gets no message about it
     */
    record Handoff(Agent from, Agent to, boolean silent) implements Flow {}
}
