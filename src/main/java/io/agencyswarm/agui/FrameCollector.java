package io.agencyswarm.agui;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.sse.SseEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects AG-UI events as frames. For one thread at a time. */
final class FrameCollector {

    private List<SseEvent> ready = new ArrayList<>();

    /** Returns an event of the complete run, without its other fields. Those of an agent are from {@link Speaker}. */
    static ObjectNode event(String type) {
        return Json.object().put("type", type);
    }

    /** Adds an event with a timestamp. */
    void add(ObjectNode event) {
        ready.add(new SseEvent(null, Json.bytes(event.put("timestamp", System.currentTimeMillis()))));
    }

    /**
     * Adds an event that differs from others in its last field only, as most events of a run do. It has no timestamp.
     *
     * @param prefix from {@link #prefixOf}
     * @param value the JSON value of the last field
     */
    void add(byte[] prefix, byte[] value) {
        byte[] event = Arrays.copyOf(prefix, prefix.length + value.length + 1);
        System.arraycopy(value, 0, event, prefix.length, value.length);
        event[event.length - 1] = '}';
        ready.add(new SseEvent(null, event));
    }

    /** Returns the bytes of an event up to the value of its last field. */
    static byte[] prefixOf(ObjectNode event, String lastField) {
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
