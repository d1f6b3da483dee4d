package io.agencyswarm.agui;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * The messages and the reasoning of a turn that the model has started and not ended. Each is found by its id in the
 * model's events, or else by its index in the answer: some servers change ids from event to event, or omit them.
 */
final class OpenTexts {

    private final SequencedSet<Open> inOrder = new LinkedHashSet<>();
    private final Map<Record, Open> byKey = new HashMap<>();

    /**
     * The position of an event's text in the answer.
     *
     * @param index the item's index in the answer; -1 if the event does not have it
     */
    record TextKey(boolean reasoning, @Nullable String itemId, int index) {

        private Record byId() {
            return new ById(reasoning, itemId);
        }

        private Record byIndex() {
            return new ByIndex(reasoning, index);
        }
    }

    private record ById(boolean reasoning, @Nullable String itemId) {}

    private record ByIndex(boolean reasoning, int index) {}

    private record Open(TextKey key, StreamedText text) {}

    void add(TextKey key, StreamedText text) {
        Open open = new Open(key, text);
        inOrder.add(open);
        byKey.put(key.byId(), open);
        if (key.index() >= 0) {
            byKey.put(key.byIndex(), open);
        }
    }

    /** Returns the text at a position, or null if none is open there. */
    @Nullable
    StreamedText find(TextKey key) {
        Open open = open(key);
        return open == null ? null : open.text();
    }

    /** Removes and returns the text at a position, or null if none is open there. */
    @Nullable
    StreamedText take(TextKey key) {
        Open open = open(key);
        if (open == null) {
            return null;
        }
        inOrder.remove(open);
        byKey.remove(open.key().byId(), open);
        byKey.remove(open.key().byIndex(), open);
        return open.text();
    }

    /** Removes and returns all texts, in the order in which they started. */
    List<StreamedText> takeAll() {
        List<StreamedText> all = inOrder.stream().map(Open::text).toList();
        inOrder.clear();
        byKey.clear();
        return all;
    }

    private @Nullable Open open(TextKey key) {
        Open open = byKey.get(key.byId());
        if (open == null && key.index() >= 0) {
            open = byKey.get(key.byIndex());
        }
        return open == null ? byKey.get(new ById(key.reasoning(), null)) : open;
    }
}
