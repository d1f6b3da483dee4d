package io.agencyswarm.model.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.item.Json;
import io.agencyswarm.model.AnswerEvents;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes a conversation as the input of the Responses API. The API refuses a whole request for the id of one item: an
 * id that occurs twice, is too long, or does not begin as ids of the item's type do, such as the placeholders of the
 * Python service and the ids of other providers. Such an item goes without its id; reasoning, which has no meaning
 * without one, is left out.
 */
final class InputItems {

    private static final int LONGEST_ID = 64;

    private final ArrayNode input;
    private final Set<String> ids = new HashSet<>();

    private InputItems(ArrayNode input) {
        this.input = input;
    }

    /** Appends the items, each as it came where the API takes it so. */
    static void write(List<Item> items, ArrayNode input) {
        InputItems writer = new InputItems(input);
        items.forEach(writer::add);
    }

    private void add(Item item) {
        boolean known = hasKnownId(item);
        if (item instanceof Item.Reasoning reasoning && (!known || AnswerEvents.wrote(reasoning))) {
            return;
        }
        ObjectNode json = known ? item.json() : without("id", item.json());
        input.add(item instanceof Item.Message ? withoutNullLogprobs(json) : json);
    }

    /** Whether the API takes the item's id; most items need none. */
    private boolean hasKnownId(Item item) {
        JsonNode id = item.json().path("id");
        if (id.isMissingNode() || id.isNull()) {
            return !(item instanceof Item.Reasoning);
        }
        String prefix = prefix(item);
        return id.isTextual()
                && id.textValue().length() <= LONGEST_ID
                && (prefix == null || id.textValue().startsWith(prefix))
                && ids.add(id.textValue());
    }

    private static @Nullable String prefix(Item item) {
        return switch (item) {
            case Item.Message message -> message.role().equals("assistant") ? "msg" : null;
            case Item.FunctionCall _ -> "fc";
            case Item.Reasoning _ -> "rs";
            case Item.FunctionCallOutput _, Item.Other _ -> null;
        };
    }

    private static ObjectNode withoutNullLogprobs(ObjectNode message) {
        JsonNode content = message.path("content");
        if (content.valueStream().noneMatch(part -> part.path("logprobs").isNull())) {
            return message;
        }
        ObjectNode copy = without("content", message);
        ArrayNode parts = copy.putArray("content");
        for (JsonNode part : content) {
            parts.add(
                    part instanceof ObjectNode object && part.path("logprobs").isNull()
                            ? without("logprobs", object)
                            : part);
        }
        return copy;
    }

    /** A copy, because an item's tree is shared. */
    private static ObjectNode without(String field, ObjectNode json) {
        ObjectNode copy = Json.object();
        copy.setAll(json);
        copy.remove(field);
        return copy;
    }
}
