package io.agencyswarm.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.agencyswarm.item.Item;
import io.agencyswarm.item.Origin;
import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.json.Json;
import io.agencyswarm.usage.TokenUsage;
import io.agencyswarm.usage.UsageTotals;
import java.util.Map;

/** Items and ends of runs, for tests. */
public final class StoredItems {

    private static final long TIME = 1_790_000_000_000L;
    private static final Origin LEAD = new Origin("Lead", null, "agent_run_1", "trace_1", null);

    private StoredItems() {}

    /** A message of the user. */
    public static ThreadItem user(String text) {
        return new ThreadItem(Item.userMessage(text), LEAD, TIME);
    }

    /** A message of the model. */
    public static ThreadItem assistant(String text) {
        return new ThreadItem(Item.message("assistant", text), LEAD, TIME);
    }

    /** A call of a tool. */
    public static ThreadItem call(String callId) {
        return new ThreadItem(toolCall(callId), LEAD, TIME);
    }

    /** The output of a call. */
    public static ThreadItem output(String callId) {
        return new ThreadItem(Item.output(toolCall(callId), "4 °C, Grüße 🐝"), LEAD, TIME);
    }

    /** The model's reasoning. */
    public static ThreadItem reasoning() {
        return new ThreadItem(new Item.Reasoning(Json.object().put("type", "reasoning")), LEAD, TIME);
    }

    /** Returns the size of an item in bytes. */
    public static long bytes(ThreadItem... items) {
        long bytes = 0;
        for (ThreadItem item : items) {
            bytes += Json.bytes(item.toJson()).length;
        }
        return bytes;
    }

    /** The end of a run that has answered. */
    public static StoredResult completed(long lastEventId) {
        return new StoredResult(
                RunStatus.COMPLETED,
                JsonNodeFactory.instance.textNode("Done."),
                UsageTotals.NONE.plus(new TokenUsage(7, 1, 2, 3, null, 10), 0.125),
                null,
                null,
                Map.of(),
                null,
                lastEventId);
    }

    /** The end of a run that has answered and named its thread. */
    public static StoredResult named(String chatName) {
        StoredResult plain = completed(9);
        return new StoredResult(
                plain.status(), plain.response(), plain.usage(), null, null, Map.of(), chatName, plain.lastEventId());
    }

    /** The end of a run that has failed, with a value in each field. */
    public static StoredResult failed() {
        return new StoredResult(
                RunStatus.FAILED,
                Json.object().put("city", "Zürich").put("degrees", 1),
                UsageTotals.NONE.plus(new TokenUsage(7, 1, 2, 3, 4L, 10), 0.5),
                "The model's server refused the request.",
                "MODEL_REFUSED",
                Map.of("plan.pdf", "file-1"),
                "Weather",
                12);
    }

    private static Item.FunctionCall toolCall(String callId) {
        return (Item.FunctionCall) Item.of(Json.object()
                        .put("type", "function_call")
                        .put("call_id", callId)
                        .put("name", "weather")
                        .put("arguments", "{}"))
                .orElseThrow();
    }
}
