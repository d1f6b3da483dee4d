package io.agencyswarm.model.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.model.ModelEventFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * The messages and calls of which a server has sent pieces, but not the complete item. The pieces are collected until
 * the complete item arrives, because some servers send only the pieces.
 */
final class GrowingItems {

    /** Most answers grow one item at a time. A stream keeps these maps while it waits, so they begin small. */
    private static final int CAPACITY = 2;

    private final SequencedSet<GrowingItem> inOrder = new LinkedHashSet<>(CAPACITY);
    private final Map<String, GrowingItem> byId = new HashMap<>(CAPACITY);
    private final Map<Integer, GrowingItem> byIndex = new HashMap<>(CAPACITY);
    private @Nullable GrowingItem last;

    /** The pieces of one item. */
    private static final class GrowingItem {

        private final @Nullable String id;
        private final int index;
        private boolean call;

        /** The event that began the item; null if there was none. */
        private byte @Nullable [] added;

        /** The collected pieces of each text, refusal or arguments. */
        private final Map<String, StringBuilder> texts = new LinkedHashMap<>(CAPACITY);

        private @Nullable StringBuilder lastText;
        private String lastKind = "";
        private int lastIndex;

        private GrowingItem(@Nullable String id, int index) {
            this.id = id;
            this.index = index;
        }

        private StringBuilder text(String kind, int index) {
            if (lastText == null || lastIndex != index || !lastKind.equals(kind)) {
                lastText = texts.computeIfAbsent(kind + " " + index, _ -> new StringBuilder());
                lastKind = kind;
                lastIndex = index;
            }
            return lastText;
        }
    }

    /** Collects the piece of an event that is only forwarded. */
    void addPiece(ModelEventFields event, byte[] json) {
        switch (event.type()) {
            case "response.output_text.delta" ->
                itemOf(event).text("text", event.contentIndex()).append(event.text());
            case "response.function_call_arguments.delta" -> {
                GrowingItem call = itemOf(event);
                call.call = true;
                call.text("arguments", 0).append(event.text());
            }
            case "response.refusal.delta" ->
                itemOf(event).text("refusal", event.contentIndex()).append(event.text());
            case "response.output_text.done" -> setText(itemOf(event), "text", event);
            case "response.refusal.done" -> setText(itemOf(event), "refusal", event);
            case "response.function_call_arguments.done" -> {
                GrowingItem call = itemOf(event);
                call.call = true;
                setText(call, "arguments", event);
            }
            case "response.output_item.added" -> begin(event).added = json;
            default -> {}
        }
    }

    private static void setText(GrowingItem item, String kind, ModelEventFields event) {
        if (!event.text().isEmpty()) {
            StringBuilder text = item.text(kind, kind.equals("arguments") ? 0 : event.contentIndex());
            text.setLength(0);
            text.append(event.text());
        }
    }

    private GrowingItem begin(ModelEventFields event) {
        GrowingItem existing = event.itemId() == null ? null : byId.get(event.itemId());
        return existing == null ? add(event.itemId(), event.outputIndex()) : existing;
    }

    /** Finds the item of an event by its id, else by its index, because some servers change the id with each event. */
    private GrowingItem itemOf(ModelEventFields event) {
        String id = event.itemId();
        int index = event.outputIndex();
        if (last != null && last.index == index && Objects.equals(last.id, id)) {
            return last;
        }
        GrowingItem existing = id == null ? null : byId.get(id);
        if (existing == null && index >= 0) {
            existing = byIndex.get(index);
        }
        if (existing == null && id == null && index < 0 && !inOrder.isEmpty()) {
            existing = inOrder.getLast();
        }
        last = existing == null ? add(id, index) : existing;
        return last;
    }

    private GrowingItem add(@Nullable String id, int index) {
        GrowingItem item = new GrowingItem(id, index);
        inOrder.add(item);
        if (id != null) {
            byId.put(id, item);
        }
        if (index >= 0) {
            byIndex.put(index, item);
        }
        return item;
    }

    /**
     * Fills a complete item that has no text or arguments with the pieces collected for it.
     *
     * @return whether the item was changed
     */
    boolean complete(OutputItem completeItem) {
        GrowingItem item = find(completeItem);
        if (item == null || item.texts.isEmpty() || !completeItem.isEmpty()) {
            return false;
        }
        ObjectNode streamedItem = json(item, "");
        String field = completeItem.type().equals("function_call") ? "arguments" : "content";
        boolean isSame =
                streamedItem != null && streamedItem.path("type").asText().equals(completeItem.type());
        if (streamedItem == null || !isSame || new OutputItem(streamedItem, completeItem.index()).isEmpty()) {
            return false;
        }
        completeItem.json().set(field, streamedItem.get(field));
        return true;
    }

    private @Nullable GrowingItem find(OutputItem completeItem) {
        GrowingItem item = byId.get(completeItem.json().path("id").asText(""));
        return item == null ? byIndex.get(completeItem.index()) : item;
    }

    /** Discards the pieces of an item that is complete now. */
    void end(OutputItem completeItem) {
        GrowingItem item = find(completeItem);
        if (item != null) {
            inOrder.remove(item);
            if (item.id != null) {
                byId.remove(item.id, item);
            }
            byIndex.remove(item.index, item);
            last = null;
        }
    }

    /**
     * Returns the items that were never sent completely, built from their pieces.
     *
     * @param status the status that the items get
     */
    List<OutputItem> unfinished(String status) {
        List<OutputItem> unfinished = new ArrayList<>();
        for (GrowingItem item : inOrder) {
            ObjectNode json = json(item, status);
            if (json != null) {
                unfinished.add(new OutputItem(json, item.index));
            }
        }
        return unfinished;
    }

    private static @Nullable ObjectNode json(GrowingItem item, String status) {
        ObjectNode json = item.added != null && Json.readOwn(item.added).path("item") instanceof ObjectNode started
                ? started
                : Json.object();
        if (item.id != null) {
            json.put("id", item.id);
        }
        String type = item.call ? "function_call" : json.path("type").asText("message");
        json.put("type", type).put("status", status);
        if (type.equals("function_call")) {
            StringBuilder arguments = item.texts.get("arguments 0");
            return arguments == null ? json : json.put("arguments", arguments.toString());
        }
        if (!type.equals("message") || item.texts.isEmpty()) {
            return null;
        }
        ArrayNode content = json.put("role", "assistant").putArray("content");
        item.texts.forEach((kind, text) -> {
            if (kind.startsWith("text")) {
                content.addObject()
                        .put("type", "output_text")
                        .put("text", text.toString())
                        .putArray("annotations");
            } else {
                content.addObject().put("type", "refusal").put("refusal", text.toString());
            }
        });
        return json;
    }
}
