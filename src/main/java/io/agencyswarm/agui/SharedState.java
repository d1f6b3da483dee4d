package io.agencyswarm.agui;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.item.Json;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The state that a client and the tools of its run share. Tools find it in the user context under {@value #KEY}, as
 * maps and lists of their own, and change it in place.
 */
final class SharedState {

    /** Where tools find it. */
    static final String KEY = "state";

    private static final Logger LOG = Logger.getLogger(SharedState.class);

    private final Object value;
    private JsonNode told;

    /** The state as the client sent it. */
    SharedState(JsonNode given) {
        value = Json.mapper().convertValue(given, Object.class);
        told = given;
    }

    /** What tools get. */
    Object value() {
        return value;
    }

    /** The state as tools have left it. */
    JsonNode current() {
        changed();
        return told;
    }

    /** The state, if it is another one than the last that was told here. */
    Optional<JsonNode> changed() {
        try {
            JsonNode now = Json.tree(value);
            if (now.equals(told)) {
                return Optional.empty();
            }
            told = now;
            return Optional.of(now);
        } catch (RuntimeException | StackOverflowError unreadable) {
            // Tools may put anything into it, and may be changing it right now. Their run goes on all the same.
            LOG.warnf("The state that a run shares with its client can't be told: %s", unreadable);
            return Optional.empty();
        }
    }
}
