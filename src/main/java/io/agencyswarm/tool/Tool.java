package io.agencyswarm.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something that a model may call. Most tools are written as methods or records and made by {@link ToolFactory}; own
 * implementations, such as those that forward to another server, go to the same places. A tool is shared by all runs
 * and called by many threads at a time.
 */
public interface Tool {

    /** What callers are told; the same at each call. */
    ToolSpec spec();

    /**
     * Does the work. Runs on a platform thread of a pool, so it may block or compute. It is interrupted when its run is
     * cancelled, and past its time limit.
     *
     * @param arguments the caller's arguments, not checked yet
     * @return the value that goes back, which Jackson must be able to write; null is allowed. A {@link ToolOutput}, or a
     *     list of them, is for the model to see as text, picture or file. A {@code CompletionStage}, a
     *     {@code Future} or a {@code Uni} is waited for, and cancelled when the call is interrupted
     * @throws io.agencyswarm.error.InvalidRequestException if the arguments do not fit the schema; each
     *     {@code loc} begins at the arguments themselves
     * @throws Exception whatever the work fails with; the model is told the message unless {@link #failsRun()}
     */
    @Nullable
    Object call(ToolContext context, ObjectNode arguments) throws Exception;

    /** Whether a failure of the tool ends the run instead of being told to the model. */
    default boolean failsRun() {
        return false;
    }

    /** Whether what the tool returns is its agent's answer; see {@link EndsTurn}. */
    default boolean endsTurn() {
        return false;
    }

    /** Whether no other call of a turn runs beside a call of the tool; see {@link OneAtATime}. */
    default boolean oneAtATime() {
        return false;
    }

    /**
     * Whether the tool exists now; see {@link EnabledIf}. Asked before each model request of an agent that has the tool.
     *
     * @param agent the agent that would call the tool, null where a client calls it directly
     * @param userContext what tools of the run share
     * @throws Exception whatever the condition fails with; it ends the run
     */
    default boolean isEnabled(@Nullable String agent, Map<String, Object> userContext) throws Exception {
        return true;
    }

    /**
     * The roles of which a caller must have one for the tool to exist; empty for every caller. A role that the
     * provider of OpenID Connect did not give is nobody's, also not the holder's of the service's own token.
     */
    default Optional<Set<String>> roles() {
        return Optional.empty();
    }

    /**
     * The longest time that a call may take; empty for {@code agency-swarm.limits.tool-time}. Zero disables the limit.
     */
    default Optional<Duration> timeLimit() {
        return Optional.empty();
    }

    /** Whether clients may call the tool directly, under {@code /tool/} and by the MCP server where there is one. */
    default boolean served() {
        return false;
    }

    /** The name of the MCP server that the tool is of; empty for a tool of this application. */
    default Optional<String> mcpServer() {
        return Optional.empty();
    }
}
