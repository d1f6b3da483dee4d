package io.agencyswarm.agui;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.sse.SseEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects AG-UI events as frames. For one thread at a time. */
final class FrameCollector {

    private List<SseEvent> ready = new ArrayList<>();

    /**
     * Returns an event without its other fields.
     *
     * @param subagent the delegated run that the event belongs to; null for an agent that talks to the user
     */
    static ObjectNode event(String type, @Nullable String subagent) {
        ObjectNode event = Json.object().put("type", type);
        return subagent == null ? event : event.put("subagentRunId", subagent);
    }

    /** Adds an event with a timestamp. */
    void add(ObjectNode event) {
        ready.add(new SseEvent(null, Json.bytes(event.put("timestamp", System.currentTimeMillis()))));
    }

    /**
     * Adds an event that differs from others in its last field only, as most events of a run do. It has no timestamp.
     *
     * @param beginning from {@link #beginning}
     * @param value the JSON value of the last field
     */
    void add(byte[] beginning, byte[] value) {
        byte[] event = Arrays.copyOf(beginning, beginning.length + value.length + 1);
        System.arraycopy(value, 0, event, beginning.length, value.length);
        event[event.length - 1] = '}';
        ready.add(new SseEvent(null, event));
    }

    /** Returns the bytes of an event up to the value of its last field. */
    static byte[] beginning(ObjectNode event, String lastField) {
        String text = Json.text(event);
        return (text.substring(0, text.length() - 1) + ",\"" + lastField + "\":").getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the added frames and removes them. */
    List<SseEvent> drain() {
        List<SseEvent> drained = ready;
        ready = new ArrayList<>();
        return drained;
    }
}
