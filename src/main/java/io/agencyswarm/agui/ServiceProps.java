package io.agencyswarm.agui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.request.FieldReader;
import io.agencyswarm.store.OnBusy;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The part of {@code forwardedProps} that this service uses. The rest belongs to the application, which may use any
 * names; therefore {@code background} counts only if it is {@code true}.
 *
 * @param background whether the run continues when its client disconnects
 * @param onBusy what to do if other runs of the thread are live, null for nothing: they run concurrently
 */
record ServiceProps(boolean background, @Nullable OnBusy onBusy) {

    /**
     * Reads the properties. Problems are added to {@code body}.
     *
     * @param knowsAllRuns whether this process knows all live runs
     */
    static ServiceProps read(FieldReader body, boolean knowsAllRuns) {
        @Nullable
        FieldReader forwarded = body.get("forwardedProps") instanceof ObjectNode ? body.object("forwardedProps") : null;
        if (forwarded == null) {
            return new ServiceProps(false, null);
        }
        boolean background = Optional.ofNullable(forwarded.get("background"))
                .filter(JsonNode::isBoolean)
                .map(JsonNode::booleanValue)
                .orElse(false);
        @Nullable OnBusy onBusy = onBusy(forwarded);
        if (onBusy != null && !knowsAllRuns) {
            forwarded.addProblem(
                    "This service has several processes (agency-swarm.cluster.peers), each of which knows only its own"
                            + " runs of a thread. Omit this",
                    "not_supported",
                    "onBusy");
        }
        return new ServiceProps(background, onBusy);
    }

    private static @Nullable OnBusy onBusy(FieldReader forwarded) {
        @Nullable String text = forwarded.text("onBusy");
        return switch (text) {
            case null -> null;
            case "reject" -> OnBusy.REJECT;
            case "interrupt" -> OnBusy.INTERRUPT;
            case "enqueue" -> {
                forwarded.addProblem(
                        "The messages of this request lack the live run's answer, so the request can't wait for that"
                                + " run. Input should be 'reject' or 'interrupt'",
                        "literal_error",
                        "onBusy");
                yield null;
            }
            default -> {
                forwarded.addProblem("Input should be 'reject' or 'interrupt'", "literal_error", "onBusy");
                yield null;
            }
        };
    }
}
