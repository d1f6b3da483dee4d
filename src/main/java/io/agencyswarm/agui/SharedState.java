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

    /**
     * What is looked through for changes while tools run, in bytes of JSON. The client decides how large the state is
     * and the model how many tools run, so without a bound their product is the work.
     */
    static final long MOST_WORK = 64L << 20;

    private final Object value;
    private JsonNode told;
    private long size;
    private long work;

    /**
     * The state at the beginning of a run.
     *
     * @param given as the client sent it
     * @param value what tools get
     */
    SharedState(JsonNode given, Object value) {
        this.told = given;
        this.value = value;
        this.size = Json.bytes(given).length;
    }

    /** The state as tools have left it. */
    JsonNode current() {
        look();
        return told;
    }

    /**
     * The state, if it differs from the last that was told here. Past {@link #MOST_WORK} it is told at the end only, by
     * {@link #current}.
     */
    Optional<JsonNode> changed() {
        if (work + size > MOST_WORK) {
            return Optional.empty();
        }
        work += size;
        return look();
    }

    private Optional<JsonNode> look() {
        try {
            JsonNode now = Json.tree(value);
            if (now.equals(told)) {
                return Optional.empty();
            }
            told = now;
            size = Json.bytes(now).length;
            return Optional.of(now);
        } catch (RuntimeException | StackOverflowError e) {
            // Tools may put anything into it, itself too, which is what overflows the stack, and may be changing it
            // right
            // now. Their run goes on all the same.
            LOG.warnf("The state that a run shares with its client can't be told: %s", e);
            return Optional.empty();
        }
    }
}
