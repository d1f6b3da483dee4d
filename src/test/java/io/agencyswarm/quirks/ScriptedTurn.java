package io.agencyswarm.quirks;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One answer of the scripted provider.
 *
 * @param headers additional headers; null removes a header
 * @param chunk the number of bytes per write; zero for all at once
 * @param pause the pause between writes
 * @param repeats whether it also answers all later requests
 * @param when a text that the last message of the request must contain; empty for any request
 */
record ScriptedTurn(
        int status,
        Map<String, @Nullable String> headers,
        byte[] body,
        Duration delay,
        int chunk,
        Duration pause,
        boolean repeats,
        String when) {

    private static final double NANOS = 1e9;

    /** Returns a complete answer that is sent at once. */
    static ScriptedTurn of(int status, String mediaType, byte[] body) {
        return new ScriptedTurn(
                status, Map.of("Content-Type", mediaType), body, Duration.ZERO, 0, Duration.ZERO, false, "");
    }

    /**
     * A turn of a case.
     *
     * @param kind the extension of its file
     * @param meta the options for sending it; a missing node for the defaults
     */
    static ScriptedTurn of(String kind, byte[] body, JsonNode meta) {
        Map<String, @Nullable String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", mediaType(kind));
        meta.path("headers")
                .properties()
                .forEach(header -> headers.put(header.getKey(), JsonText.orNull(header.getValue())));
        return new ScriptedTurn(
                meta.path("status").asInt(200),
                headers,
                body,
                seconds(meta.path("delay")),
                meta.path("chunk").asInt(0),
                seconds(meta.path("pause")),
                meta.path("repeat").asBoolean(false),
                meta.path("when").asText(""));
    }

    private static Duration seconds(JsonNode value) {
        return Duration.ofNanos((long) (value.asDouble(0) * NANOS));
    }

    private static String mediaType(String kind) {
        return switch (kind) {
            case "sse" -> "text/event-stream";
            case "json" -> "application/json";
            case "ndjson" -> "application/x-ndjson";
            case "txt" -> "text/plain";
            default -> throw new IllegalArgumentException("a turn's file ends in ." + kind);
        };
    }
}
