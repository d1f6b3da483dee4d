package io.agencyswarm.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The invariants of every {@code new_messages} list. */
final class Invariants {

    private static final List<String> BOOKKEEPING = List.of("agent", "timestamp", "agent_run_id", "run_trace_id");

    private final List<String> faults = new ArrayList<>();
    private final Set<JsonNode> openCalls = new LinkedHashSet<>();
    private long lastTimestamp;

    private Invariants() {}

    /** Returns the violations in the {@code new_messages} lists of an answer, one sentence each. */
    static List<String> faults(JsonNode answer) {
        List<JsonNode> bodies = new ArrayList<>();
        bodies.add(answer.path("body"));
        answer.path("events").forEach(event -> bodies.add(event.path("data")));
        bodies.add(answer.path("cancel").path("body"));
        List<String> faults = new ArrayList<>();
        for (JsonNode body : bodies) {
            if (body.path("new_messages").isArray()) {
                faults.addAll(new Invariants().of(body.get("new_messages")));
            }
        }
        return faults;
    }

    private List<String> of(JsonNode items) {
        for (int i = 0; i < items.size(); i++) {
            String where = "new_messages[" + i + "]";
            bookkeeping(where, items.get(i));
            timestamp(where, items.get(i).path("timestamp"));
            calls(where, items.get(i));
        }
        openCalls.forEach(call -> faults.add("the call " + call + " has no output"));
        return faults;
    }

    private void bookkeeping(String where, JsonNode item) {
        for (String key : BOOKKEEPING) {
            if (!Wire.present(item.path(key))) {
                faults.add(where + " has no " + key);
            }
        }
        if (!item.has("callerAgent")) {
            faults.add(where + " has no callerAgent");
        }
        if (!item.path("history_protocol").asText().equals("responses")) {
            faults.add(where + " has no history_protocol");
        }
    }

    private void timestamp(String where, JsonNode timestamp) {
        if (!timestamp.isIntegralNumber() || timestamp.longValue() <= lastTimestamp) {
            faults.add(where + ": timestamps must grow, " + timestamp + " after " + lastTimestamp);
        }
        if (timestamp.isIntegralNumber()) {
            lastTimestamp = timestamp.longValue();
        }
    }

    private void calls(String where, JsonNode item) {
        switch (item.path("type").asText()) {
            case "function_call" -> openCalls.add(item.path("call_id"));
            case "function_call_output" -> {
                if (!openCalls.remove(item.path("call_id"))) {
                    faults.add(where + ": an output without its call");
                }
            }
            default -> {}
        }
        if (item.has("parent_run_id") && openCalls.contains(item.get("parent_run_id"))) {
            faults.add(where + ": a delegated run's items must stand before the call that caused it");
        }
    }
}
