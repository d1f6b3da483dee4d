package io.agencyswarm.model.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import io.agencyswarm.model.ModelEvent;
import io.agencyswarm.model.ModelEventFields;
import io.agencyswarm.model.ModelEventReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tracks the items of one answer: which were sent as complete items, and which have to be added at the end, because the
 * server sent them only in the last event or only in pieces.
 */
final class StreamedOutput {

    private final GrowingItems growing = new GrowingItems();
    private final List<OutputItem> sent = new ArrayList<>();
    private final List<OutputItem> itemsWithoutContent = new ArrayList<>();
    private final Map<Integer, ObjectNode> lastByIndex = new HashMap<>();

    /**
     * The items to add before an answer's last event.
     *
     * @param items events of complete items, to send before the last event
     * @param changed whether the event's tree was changed
     */
    record MissingItems(List<ModelEvent> items, boolean changed) {}

    /** Collects the piece of an event that is only forwarded. */
    void addPiece(ModelEventFields event, byte[] json) {
        growing.addPiece(event, json);
    }

    /**
     * Adds to the event of a complete item the text or arguments that were sent only in pieces.
     *
     * @return whether the event's tree was changed
     */
    boolean complete(ObjectNode event) {
        return event.path("item") instanceof ObjectNode item
                && growing.complete(
                        new OutputItem(item, event.path("output_index").asInt(-1)));
    }

    /**
     * Retains a complete item without content until the last event, which may hold its content.
     *
     * @return false if the item has content
     */
    boolean postponeIfEmpty(ObjectNode event) {
        if (event.path("item") instanceof ObjectNode item) {
            OutputItem completeItem =
                    new OutputItem(item, event.path("output_index").asInt(-1));
            return completeItem.hasNoContent() && itemsWithoutContent.add(completeItem);
        }
        return false;
    }

    /**
     * Records a complete item.
     *
     * @return false if the same item was recorded before at the same index
     */
    boolean addIfNew(Item item, int index) {
        OutputItem completeItem = new OutputItem(item.json(), index);
        if (index >= 0
                && !item.json().path("id").asText("").isBlank()
                && item.json().equals(lastByIndex.put(index, item.json()))) {
            return false;
        }
        add(completeItem);
        return true;
    }

    private void add(OutputItem completeItem) {
        sent.add(completeItem);
        growing.end(completeItem);
    }

    /**
     * Returns the items that were not sent as complete items. In {@code output} each call gets the id and the arguments
     * that it was sent with.
     *
     * @param output the answer's output in the last event
     * @param cut whether the answer was cut short
     */
    MissingItems missing(JsonNode output, boolean cut) {
        List<ModelEvent> events = new ArrayList<>();
        List<OutputItem> last = objects(output);
        int[] matches = Pairing.of(last, sent, OutputItem.COMPLETE_ITEM_KEYS);
        boolean changed = false;
        for (int i = 0; i < matches.length; i++) {
            OutputItem item = last.get(i);
            OutputItem complete = matches[i] < 0 ? addEvent(item, events) : sent.get(matches[i]);
            changed |= complete.type().equals("function_call") && copyDifferences(item.json(), complete.json());
        }
        matches = Pairing.of(itemsWithoutContent, sent, OutputItem.COMPLETE_ITEM_KEYS);
        for (int i = 0; i < matches.length; i++) {
            if (matches[i] < 0) {
                addEvent(itemsWithoutContent.get(i), events);
            }
        }
        List<OutputItem> unfinished = growing.unfinished(cut ? "incomplete" : "completed");
        matches = Pairing.of(unfinished, sent, OutputItem.PARTIAL_ITEM_KEYS);
        for (int i = 0; i < matches.length; i++) {
            OutputItem item = unfinished.get(i);
            boolean repeated = item.isUnidentified()
                    && sent.stream().anyMatch(whole -> whole.type().equals(item.type()));
            if (matches[i] < 0 && !repeated) {
                addEvent(item, events);
            }
        }
        return new MissingItems(events, changed);
    }

    private static List<OutputItem> objects(JsonNode output) {
        List<OutputItem> objects = new ArrayList<>();
        for (int i = 0; i < output.size(); i++) {
            if (output.get(i) instanceof ObjectNode json) {
                objects.add(new OutputItem(json, i));
            }
        }
        return objects;
    }

    /** Adds the event of a complete item to {@code events}. Adds none if the object is not an item. */
    private OutputItem addEvent(OutputItem item, List<ModelEvent> events) {
        ObjectNode event = Json.object().put("type", "response.output_item.done");
        if (item.index() >= 0) {
            event.put("output_index", item.index());
        }
        event.set("item", item.json());
        if (!(ModelEventReader.read(Json.bytes(event), event) instanceof ModelEvent.ItemDone itemDone)) {
            return item;
        }
        events.add(itemDone);
        add(new OutputItem(itemDone.item().json(), item.index()));
        return sent.getLast();
    }

    private static boolean copyDifferences(ObjectNode target, ObjectNode source) {
        boolean changed = false;
        for (String field : List.of("call_id", "arguments")) {
            if (!source.path(field).equals(target.path(field))) {
                target.set(field, source.get(field));
                changed = true;
            }
        }
        return changed;
    }
}
