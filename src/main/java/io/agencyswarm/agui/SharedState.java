package io.agencyswarm.agui;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.text.LogThrottle;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The state that a client shares with the tools of its run. Tools find it in the user context under {@value #KEY}, as
 * maps and lists, and change it in place.
 */
final class SharedState {

    /** The key in the user context. */
    static final String KEY = "state";

    private static final Logger LOG = Logger.getLogger(SharedState.class);

    /** Shared by all runs, which would otherwise log a line each. */
    private static final LogThrottle WARNINGS = new LogThrottle();

    /**
     * The maximum amount of state that is compared for changes while tools run, in bytes of JSON. The client decides
     * how large the state is and the model how many tools run, so without a limit the work could be as much as their
     * product.
     */
    static final long MAX_COMPARED_BYTES = 64L << 20;

    private final Object value;
    private JsonNode sent;
    private long size;
    private long comparedBytes;

    /**
     * The state at the start of a run.
     *
     * @param state as the client sent it
     * @param value the object that tools get
     */
    SharedState(JsonNode state, Object value) {
        this.sent = state;
        this.value = value;
        this.size = Json.bytes(state).length;
    }

    /** Returns the current state. */
    JsonNode current() {
        refresh();
        return sent;
    }

    /**
     * Returns the state if it differs from the one that was last returned here. Once {@link #MAX_COMPARED_BYTES} is
     * exceeded, the state is sent only at the end, by {@link #current}.
     */
    Optional<JsonNode> changed() {
        if (comparedBytes + size > MAX_COMPARED_BYTES) {
            return Optional.empty();
        }
        comparedBytes += size;
        return refresh();
    }

    private Optional<JsonNode> refresh() {
        try {
            JsonNode newState = Json.tree(value);
            if (newState.equals(sent)) {
                return Optional.empty();
            }
            sent = newState;
            size = Json.bytes(newState).length;
            return Optional.of(newState);
        } catch (RuntimeException | StackOverflowError e) {
            // Tools may put any object into the state, even the state itself, which overflows the stack, and may be
            // changing it now. The run continues.
            if (WARNINGS.allows()) {
                LOG.warnf("The state that a run shares with its client can't be sent: %s", e);
            }
            return Optional.empty();
        }
    }
}
