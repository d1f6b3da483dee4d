package io.agencyswarm.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A tool that a model may call. Most tools are written as methods or records, from which {@link ToolFactory} creates
 * them; other implementations, such as those that forward to another server, are used in the same way. All runs share a
 * tool and call it from several threads concurrently, so implementations must be thread-safe.
 */
public interface Tool {

    /** The name, description and schema for models and clients. Always returns the same. */
    ToolSpec spec();

    /**
     * Executes the tool. Runs on a platform thread of a pool, so it may block or compute. It is interrupted when its
     * run is cancelled or its time limit is exceeded.
     *
     * @param arguments the call's arguments, not validated yet
     * @return the result, which Jackson must be able to write; null is allowed. The model gets a {@link ToolOutput}, or
     *     a list of them, as text, image or file. The service waits for a {@code CompletionStage}, a {@code Future} or
     *     a {@code Uni}, and cancels it if the call is interrupted
     * @throws io.agencyswarm.error.InvalidRequestException if the arguments do not match the schema; each {@code loc}
     *     is relative to the arguments
     * @throws Exception if the tool fails; the message is sent to the model unless {@link #failsRun()}
     */
    @Nullable
    Object call(ToolContext context, ObjectNode arguments) throws Exception;

    /** Returns whether a failure of the tool makes the run fail instead of being sent to the model. */
    default boolean failsRun() {
        return false;
    }

    /** Returns whether the tool's result is its agent's answer; see {@link EndsTurn}. */
    default boolean endsTurn() {
        return false;
    }

    /** Returns whether no other call of a turn runs concurrently with a call of the tool; see {@link OneAtATime}. */
    default boolean oneAtATime() {
        return false;
    }

    /**
     * Returns whether the tool exists now; see {@link EnabledIf}. Called before each model request of an agent that has
     * the tool.
     *
     * @param agent the agent that would call the tool; null if a client calls it directly
     * @param userContext the context that the tools of the run share
     * @throws Exception if the condition fails; then the run fails
     */
    default boolean isEnabled(@Nullable String agent, Map<String, Object> userContext) throws Exception {
        return true;
    }

    /**
     * The roles of which a caller must have one for the tool to exist; empty if every caller may use it. Only the
     * OpenID Connect provider grants roles: the holder of the service's own token has none.
     */
    default Optional<Set<String>> roles() {
        return Optional.empty();
    }

    /** The maximum duration of a call; empty for {@code agency-swarm.limits.tool-time}. Zero disables the limit. */
    default Optional<Duration> timeLimit() {
        return Optional.empty();
    }

    /**
     * Returns whether clients may call the tool directly, under {@code /tool/} and on the MCP server if it is enabled.
     */
    default boolean served() {
        return false;
    }

    /** The name of the tool's MCP server; empty for a tool of this application. */
    default Optional<String> mcpServer() {
        return Optional.empty();
    }
}
