package io.agencyswarm.agency;

/** Who may turn to whom. */
public sealed interface Flow {

    /** The agent that begins it. */
    Agent from();

    /** The agent that is turned to. */
    Agent to();

    /** {@code from} may ask {@code to} and goes on with its answer. */
    record Message(Agent from, Agent to) implements Flow {}

    /** {@code from} may give the conversation over to {@code to}, which then answers the user. */
    record Handoff(Agent from, Agent to) implements Flow {}
}
