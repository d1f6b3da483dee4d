package io.agencyswarm.model.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.CallIdRule;
import io.agencyswarm.item.Item;
import io.agencyswarm.item.Json;
import io.agencyswarm.model.AnswerEvents;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes a conversation as the input of the Responses API. The API refuses a whole request for one item: for a field
 * that it does not know, such as those of the Python service; for an id that occurs twice, is too long, or does not
 * begin as ids of the item's type do, such as the ids of other providers. So an item goes with the fields that the API
 * takes, and without an id that it does not take; what has no meaning without its id is left out.
 */
final class InputItems {

    private static final int LONGEST_ID = 64;

    /** What the Python service gives items in place of ids. */
    private static final String PLACEHOLDER = "__fake_id__";

    private static final Set<String> ROLES = Set.of("user", "assistant", "system", "developer");
    private static final Set<String> STATUSES = Set.of("in_progress", "completed", "incomplete");

    private final ArrayNode input;
    private final Set<String> ids = new HashSet<>();
    private final CallIdRule.CallNamer callNames = new CallIdRule.CallNamer(CallIdRule.RESPONSES);

    /** Whether the provider keeps what it has answered, so that an id stands for a picture or for reasoning. */
    private final boolean kept;

    /**
     * Whether reasoning was left out that led to what comes next. By its id the API would find that reasoning missing, so
     * the rest of the turn goes without ids.
     */
    private boolean isReasoningLost;

    private InputItems(ArrayNode input, boolean kept) {
        this.input = input;
        this.kept = kept;
    }

    /**
     * Appends the items.
     *
     * @param kept whether the provider keeps its answers: then pictures go by their ids, and else with their bytes;
     *     reasoning that is not encrypted goes only where it is kept
     */
    static void write(List<Item> items, ArrayNode input, boolean kept) {
        InputItems writer = new InputItems(input, kept);
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
            case Item.PairedCall _, Item.PairedOutput _, Item.Other _ -> addOther(item);
        }
    }

    private static boolean isOfModel(Item item) {
        return switch (item) {
            case Item.Message message -> role(message.role()).equals("assistant");
            case Item.FunctionCallOutput _, Item.PairedOutput _ -> false;
            case Item.FunctionCall _, Item.Reasoning _, Item.HostedCall _, Item.PairedCall _, Item.Other _ -> true;
        };
    }

    private ObjectNode message(Item.Message message) {
        String role = role(message.role());
        // A message needs no type, and most of those that clients write have none.
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
        String known = role.strip().toLowerCase(Locale.ROOT);
        return switch (known) {
            case "model", "ai" -> "assistant";
            default -> ROLES.contains(known) ? known : "user";
        };
    }

    private ObjectNode call(Item.FunctionCall call) {
        ObjectNode json = begin("function_call", call, "fc");
        json.put("call_id", callNames.of(call));
        json.put("name", CallIdRule.toolName(call.name()));
        json.put("arguments", call.arguments());
        copyText("namespace", call, json);
        return json;
    }

    private ObjectNode output(Item.FunctionCallOutput output) {
        ObjectNode json = begin("function_call_output", output, "fc");
        json.put("call_id", callNames.of(output));
        JsonNode value = output.json().path("output");
        if (value.isTextual() || (value.isArray() && !value.isEmpty())) {
            return json.set("output", value);
        }
        return json.put("output", value.isNull() || value.isMissingNode() ? "" : Json.text(value));
    }

    private void addReasoning(Item.Reasoning reasoning) {
        isReasoningLost =
                !kept && reasoning.json().path("encrypted_content").asText("").isEmpty();
        String id = id(reasoning, "rs");
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

    /** The API does not take a call of its own tools without its id. */
    private void addHosted(Item.HostedCall call) {
        if (id(call, "") == null) {
            return;
        }
        if (call.type().equals("image_generation_call")
                && (kept || call.picture().isEmpty())) {
            input.addObject().put("type", call.type()).put("id", call.id());
        } else {
            input.add(call.json());
        }
    }

    private void addOther(Item other) {
        JsonNode id = other.json().path("id");
        String known = id.equals(other.json().path("call_id")) ? null : id(other, "");
        if (id.isMissingNode() || (id.isTextual() && id.textValue().equals(known))) {
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

    /** The fields that items of several types have: the type, the id and the status, where the API takes them. */
    private ObjectNode begin(@Nullable String type, Item item, String prefix) {
        ObjectNode json = Json.object();
        if (type != null) {
            json.put("type", type);
        }
        String id = id(item, prefix);
        if (id != null) {
            json.put("id", id);
        }
        String status = item.json().path("status").asText("");
        if (STATUSES.contains(status)) {
            json.put("status", status);
        }
        return json;
    }

    /** The item's id; null where it has none that the API takes. */
    private @Nullable String id(Item item, String prefix) {
        String id = item.json().path("id").textValue();
        boolean known = id != null
                && !isReasoningLost
                && id.length() <= LONGEST_ID
                && id.startsWith(prefix)
                && !id.equals(PLACEHOLDER)
                && ids.add(id);
        return known ? id : null;
    }

    private static void copyText(String field, Item from, ObjectNode into) {
        String value = from.json().path(field).textValue();
        if (value != null && !value.isEmpty()) {
            into.put(field, value);
        }
    }
}
