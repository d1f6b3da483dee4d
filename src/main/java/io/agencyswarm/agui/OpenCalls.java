package io.agencyswarm.agui;

import io.agencyswarm.item.Item;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a turn that the model has started and not ended. The model decides how many there are, so each call is
 * found by the ids in its events, without searching all others.
 */
final class OpenCalls {

    private final SequencedSet<StreamedCall> inOrder = new LinkedHashSet<>();
    private final Map<Record, SequencedSet<StreamedCall>> byKey = new HashMap<>();

    private record ItemKey(String itemId) {}

    private record CallKey(String callId, String name) {}

    private record CallAndItemKey(
            String callId, String name, @Nullable String itemId) {}

    void add(StreamedCall call) {
        inOrder.add(call);
        keys(call)
                .forEach(key ->
                        byKey.computeIfAbsent(key, _ -> new LinkedHashSet<>()).add(call));
    }

    /** Returns the first call of this item, or null if there is none. */
    @Nullable
    StreamedCall ofItem(@Nullable String itemId) {
        return itemId == null ? null : first(new ItemKey(itemId));
    }

    /**
     * Removes and returns the call that is now complete, or null if it was not started.
     *
     * @param modelCallId the model's id of the call when it started; of several calls with one id, the one with the
     *     same item is taken
     */
    @Nullable
    StreamedCall take(Item.FunctionCall completeCall, String modelCallId) {
        StreamedCall call =
                first(new CallAndItemKey(modelCallId, completeCall.name(), StreamedCall.itemId(completeCall)));
        call = call == null ? first(new CallKey(modelCallId, completeCall.name())) : call;
        if (call != null) {
            remove(call);
        }
        return call;
    }

    /** Removes and returns all calls, in the order in which they started. */
    List<StreamedCall> takeAll() {
        List<StreamedCall> all = List.copyOf(inOrder);
        inOrder.clear();
        byKey.clear();
        return all;
    }

    private void remove(StreamedCall call) {
        inOrder.remove(call);
        for (Record key : keys(call)) {
            SequencedSet<StreamedCall> calls = byKey.get(key);
            if (calls != null && calls.remove(call) && calls.isEmpty()) {
                byKey.remove(key);
            }
        }
    }

    private @Nullable StreamedCall first(Record key) {
        SequencedSet<StreamedCall> calls = byKey.get(key);
        return calls == null ? null : calls.getFirst();
    }

    private static List<Record> keys(StreamedCall call) {
        Item.FunctionCall partialCall = call.call();
        String itemId = StreamedCall.itemId(partialCall);
        Record callKey = new CallKey(partialCall.callId(), partialCall.name());
        Record callAndItemKey = new CallAndItemKey(partialCall.callId(), partialCall.name(), itemId);
        return itemId == null
                ? List.of(callKey, callAndItemKey)
                : List.of(callKey, callAndItemKey, new ItemKey(itemId));
    }
}
