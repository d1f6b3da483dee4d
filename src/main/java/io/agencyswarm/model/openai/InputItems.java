package io.agencyswarm.model.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import io.agencyswarm.model.answer.AnswerEvents;
import io.agencyswarm.model.call.CallIdAssigner;
import io.agencyswarm.model.call.CallIdRule;
import io.agencyswarm.tool.ToolSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes a conversation as the input of the Responses API. The API refuses the complete request if one item has an
 * unknown field, such as those of the Python service, or an id that occurs twice, is too long, or has the wrong prefix
 * for the item's type, such as the ids of other providers. Therefore only fields and ids that the API accepts are
 * written, and items that need their id are left out if the API does not accept it.
 */
final class InputItems {

    private static final int MAX_ID_LENGTH = 64;

    /** What the Python service writes in place of an id. */
    private static final String PLACEHOLDER = "__fake_id__";

    private static final Set<String> ROLES = Set.of("user", "assistant", "system", "developer");
    private static final Set<String> STATUSES = Set.of("in_progress", "completed", "incomplete");

    private final ArrayNode input;
    private final Set<String> ids = new HashSet<>();
    private final CallIdAssigner callIds = new CallIdAssigner(CallIdRule.RESPONSES);

    /** Whether the provider stores its answers, so that an id is enough to refer to an image or to reasoning. */
    private final boolean isStored;

    /**
     * Whether the reasoning of this turn was left out. The API would notice by the ids of the items that follow that it
     * is missing, so the rest of the turn is written without ids.
     */
    private boolean isReasoningLost;

    private InputItems(ArrayNode input, boolean isStored) {
        this.input = input;
        this.isStored = isStored;
    }

    /**
     * Appends the items to the input.
     *
     * @param isStored whether the provider stores its answers. If so, images are sent by their ids, else with their
     *     bytes; reasoning that is not encrypted is sent only if it is stored
     */
    static void write(List<Item> items, ArrayNode input, boolean isStored) {
        InputItems writer = new InputItems(input, isStored);
        items.forEach(writer::add);
    }

    private void add(Item item) {
        if (!isOfModel(item)) {
            isReasoningLost = false;
        }
        switch (item) {
            case Item.Message message -> input.add(message(message));
            case Item.FunctionCall call -> input.add(call(call));
            case Item.FunctionCallOutput output -> input.add(output(output));
            case Item.Reasoning reasoning -> addReasoning(reasoning);
            case Item.HostedCall hosted -> addHosted(hosted);
            case Item.OtherCall _, Item.OtherCallOutput _, Item.Other _ -> addOther(item);
        }
    }

    private static boolean isOfModel(Item item) {
        return switch (item) {
            case Item.Message message -> role(message.role()).equals("assistant");
            case Item.FunctionCallOutput _, Item.OtherCallOutput _ -> false;
            case Item.FunctionCall _, Item.Reasoning _, Item.HostedCall _, Item.OtherCall _, Item.Other _ -> true;
        };
    }

    private ObjectNode message(Item.Message message) {
        String role = role(message.role());
        // The type of a message is optional, and most messages of clients have none.
        String type = message.json().path("type").isTextual() ? "message" : null;
        ObjectNode json = begin(type, message, role.equals("assistant") ? "msg" : "");
        json.put("role", role);
        json.set("content", MessageContent.of(message.json().path("content"), role));
        if (role.equals("assistant")) {
            copyText("phase", message, json);
        }
        return json;
    }

    private static String role(String role) {
        String normalized = role.strip().toLowerCase(Locale.ROOT);
        return switch (normalized) {
            case "model", "ai" -> "assistant";
            default -> ROLES.contains(normalized) ? normalized : "user";
        };
    }

    private ObjectNode call(Item.FunctionCall call) {
        ObjectNode json = begin("function_call", call, "fc");
        json.put("call_id", callIds.idFor(call));
        json.put("name", ToolSpec.validName(call.name()));
        json.put("arguments", call.arguments());
        copyText("namespace", call, json);
        return json;
    }

    private ObjectNode output(Item.FunctionCallOutput output) {
        ObjectNode json = begin("function_call_output", output, "fc");
        json.put("call_id", callIds.idFor(output));
        JsonNode value = output.json().path("output");
        if (value.isTextual() || (value.isArray() && !value.isEmpty())) {
            return json.set("output", value);
        }
        return json.put("output", value.isNull() || value.isMissingNode() ? "" : Json.text(value));
    }

    private void addReasoning(Item.Reasoning reasoning) {
        isReasoningLost = !isStored
                && reasoning.json().path("encrypted_content").asText("").isEmpty();
        String id = claimId(reasoning, "rs");
        if (id == null || AnswerEvents.wrote(reasoning)) {
            return;
        }
        ObjectNode json = input.addObject().put("type", "reasoning").put("id", id);
        JsonNode summary = reasoning.json().path("summary");
        json.set("summary", summary.isArray() ? summary : json.arrayNode());
        if (reasoning.json().path("content").isArray()) {
            json.set("content", reasoning.json().get("content"));
        }
        copyText("encrypted_content", reasoning, json);
    }

    /** The API refuses a call of its hosted tools that has no id. */
    private void addHosted(Item.HostedCall call) {
        if (claimId(call, "") == null) {
            return;
        }
        if (call.type().equals("image_generation_call")
                && (isStored || call.image().isEmpty())) {
            input.addObject().put("type", call.type()).put("id", call.id());
        } else {
            input.add(call.json());
        }
    }

    private void addOther(Item other) {
        JsonNode id = other.json().path("id");
        String callId = id.equals(other.json().path("call_id")) ? null : claimId(other, "");
        if (id.isMissingNode() || (id.isTextual() && id.textValue().equals(callId))) {
            input.add(other.json());
        } else if (!needsId(other)) {
            ObjectNode json = Json.object();
            json.setAll(other.json());
            json.remove("id");
            input.add(json);
        }
    }

    private static boolean needsId(Item item) {
        String type = item.json().path("type").asText();
        return type.equals(Item.Other.MCP_TOOLS) || Item.HostedCall.TYPES.contains(type);
    }

    /**
     * Writes the fields that several types of items have: the type, and the id and the status if the API accepts them.
     */
    private ObjectNode begin(@Nullable String type, Item item, String prefix) {
        ObjectNode json = Json.object();
        if (type != null) {
            json.put("type", type);
        }
        String id = claimId(item, prefix);
        if (id != null) {
            json.put("id", id);
        }
        String status = item.json().path("status").asText("");
        if (STATUSES.contains(status)) {
            json.put("status", status);
        }
        return json;
    }

    /** Uses up the item's id, which may occur once in the input; returns null if it has none that the API accepts. */
    private @Nullable String claimId(Item item, String prefix) {
        String id = item.json().path("id").textValue();
        boolean isKnown = id != null
                && !isReasoningLost
                && id.length() <= MAX_ID_LENGTH
                && id.startsWith(prefix)
                && !id.equals(PLACEHOLDER)
                && ids.add(id);
        return isKnown ? id : null;
    }

    private static void copyText(String field, Item from, ObjectNode into) {
        String value = from.json().path(field).textValue();
        if (value != null && !value.isEmpty()) {
            into.put(field, value);
        }
    }
}
