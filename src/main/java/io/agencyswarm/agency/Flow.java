package io.agencyswarm.agency;

import org.jspecify.annotations.Nullable;

/** Who may turn to whom. */
public sealed interface Flow {

    /** The agent that begins it. */
    Agent from();

    /** The agent that is turned to. */
    Agent to();

    /**
     * {@code from} may ask {@code to} and goes on with its answer.
     *
     * @param tool by which function it asks; null for that of the agency
     */
    record Delegation(Agent from, Agent to, @Nullable SendTool tool) implements Flow {}

    /**
     * {@code from} may give the conversation over to {@code to}, which then answers the user.
     *
     * @param silent whether {@code to} is told nothing of it
     */
    record Handoff(Agent from, Agent to, boolean silent) implements Flow {}
}
