package io.agencyswarm.agui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.store.OnBusy;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What of {@code forwardedProps} is for this service. The rest is the application's, whose names may be any, so that
 * {@code background} counts only where it is {@code true}.
 *
 * @param background whether the run goes on when its client leaves
 * @param onBusy what becomes of the request where other runs of its thread are live, null for nothing: they go on beside
 *     it
 */
record ServiceProps(boolean background, @Nullable OnBusy onBusy) {

    /**
     * Reads them; faults are noted there.
     *
     * @param alone whether this process knows all live runs
     */
    static ServiceProps read(InputObject body, boolean alone) {
        @Nullable
        InputObject forwarded = body.get("forwardedProps") instanceof ObjectNode ? body.object("forwardedProps") : null;
        if (forwarded == null) {
            return new ServiceProps(false, null);
        }
        boolean background = Optional.ofNullable(forwarded.get("background"))
                .filter(JsonNode::isBoolean)
                .map(JsonNode::booleanValue)
                .orElse(false);
        @Nullable OnBusy onBusy = onBusy(forwarded);
        if (onBusy != null && !alone) {
            forwarded.wrong(
                    "This service has several processes (agency-swarm.cluster.peers), each of which knows only its own"
                            + " runs of a thread. Leave this out",
                    "not_supported",
                    "onBusy");
        }
        return new ServiceProps(background, onBusy);
    }

    private static @Nullable OnBusy onBusy(InputObject forwarded) {
        @Nullable String text = forwarded.text("onBusy");
        return switch (text) {
            case null -> null;
            case "reject" -> OnBusy.REJECT;
            case "interrupt" -> OnBusy.INTERRUPT;
            case "enqueue" -> {
                forwarded.wrong(
                        "The messages of this request do not have what the live run is going to say, so that it can't"
                                + " wait for that run. Input should be 'reject' or 'interrupt'",
                        "literal_error",
                        "onBusy");
                yield null;
            }
            default -> {
                forwarded.wrong("Input should be 'reject' or 'interrupt'", "literal_error", "onBusy");
                yield null;
            }
        };
    }
}
