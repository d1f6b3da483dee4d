package io.agencyswarm.model.answer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * An item of an answer that is being written.
 *
 * @param json its first form; never changed
 * @param index its index in the output
 * @param text the text or arguments so far
 */
record OpenItem(ObjectNode json, int index, StringBuilder text) {

    @Nullable
    String id() {
        return json.path("id").textValue();
    }

    ObjectNode event(String type) {
        return Json.object()
                .put("type", "response." + type)
                .put("item_id", id())
                .put("output_index", index);
    }

    ObjectNode summaryEvent(String type) {
        return event("reasoning_summary_" + type).put("summary_index", 0);
    }

    ObjectNode contentEvent(String type) {
        return event(type).put("content_index", 0);
    }
}
