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

    private final SequencedSet<OpenText> inOrder = new LinkedHashSet<>();
    private final Map<Record, OpenText> byKey = new HashMap<>();

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

    private record OpenText(TextKey key, StreamedText text) {}

    void add(TextKey key, StreamedText text) {
        OpenText openText = new OpenText(key, text);
        inOrder.add(openText);
        byKey.put(key.byId(), openText);
        if (key.index() >= 0) {
            byKey.put(key.byIndex(), openText);
        }
    }

    /** Returns the text at a position, or null if none is open there. */
    @Nullable
    StreamedText find(TextKey key) {
        OpenText openText = open(key);
        return openText == null ? null : openText.text();
    }

    /** Removes and returns the text at a position, or null if none is open there. */
    @Nullable
    StreamedText take(TextKey key) {
        OpenText openText = open(key);
        if (openText == null) {
            return null;
        }
        inOrder.remove(openText);
        byKey.remove(openText.key().byId(), openText);
        byKey.remove(openText.key().byIndex(), openText);
        return openText.text();
    }

    /** Removes and returns all texts, in the order in which they started. */
    List<StreamedText> takeAll() {
        List<StreamedText> all = inOrder.stream().map(OpenText::text).toList();
        inOrder.clear();
        byKey.clear();
        return all;
    }

    private @Nullable OpenText open(TextKey key) {
        OpenText openText = byKey.get(key.byId());
        if (openText == null && key.index() >= 0) {
            openText = byKey.get(key.byIndex());
        }
        return openText == null ? byKey.get(new ById(key.reasoning(), null)) : openText;
    }
}
