package io.agencyswarm.http;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.item.Conversation;
import io.agencyswarm.item.Item;
import io.agencyswarm.item.Json;
import io.agencyswarm.run.RunRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns the body of {@code get_response} and {@code get_response_stream} into a request to the agency. */
final class RunRequestReader {

    private static final List<String> NOT_SERVED = List.of("file_ids", "file_urls", "client_config");

    private final Fields fields;
    private final Agency agency;

    private RunRequestReader(Fields fields, Agency agency) {
        this.fields = fields;
        this.agency = agency;
    }

    /**
     * Reads a request.
     *
     * @throws io.agencyswarm.error.InvalidRequestException with every fault of the body
     */
    static RunRequest read(ObjectNode body, Agency agency) {
        return new RunRequestReader(new Fields(body), agency).read();
    }

    private RunRequest read() {
        AgencyRequestBody body = body();
        List<Item> message = message(body.message());
        Agent recipient = recipient(body.recipientAgent());
        refuseWhatIsNotServed();
        fields.check();
        return new RunRequest(
                message,
                recipient,
                Conversation.of(body.chatHistory()),
                body.additionalInstructions() == null ? "" : body.additionalInstructions(),
                context(body.userContext()));
    }

    private AgencyRequestBody body() {
        JsonNode message = fields.get("message");
        if (message == null) {
            fields.requiredText("message");
        }
        return new AgencyRequestBody(
                message == null ? NullNode.getInstance() : message,
                fields.objects("chat_history"),
                fields.text("recipient_agent"),
                fields.text("additional_instructions"),
                fields.object("user_context"));
    }

    private List<Item> message(JsonNode message) {
        if (message.isTextual()) {
            return List.of(Item.userMessage(message.textValue()));
        }
        if (message.isArray() && !message.isEmpty()) {
            return items(fields.objects("message"));
        }
        if (!message.isNull()) {
            fields.wrong("Input should be a string or a non-empty list of input items", "string_type", "message");
        }
        return List.of();
    }

    private List<Item> items(List<ObjectNode> objects) {
        List<Item> items = new ArrayList<>();
        @Nullable ArrayNode parts = null;
        for (int i = 0; i < objects.size(); i++) {
            ObjectNode object = objects.get(i);
            if (object.path("type").asText("").startsWith("input_") && !object.has("role")) {
                // Bare parts of a message: the API takes them only within one.
                parts = parts == null ? userMessage(items) : parts;
                parts.add(object);
                continue;
            }
            parts = null;
            Optional<Item> item = Item.of(object);
            if (item.isEmpty()) {
                fields.wrong(
                        "Input should be an item with a role or a type of the Responses API",
                        "item_type",
                        "message",
                        i);
            }
            item.ifPresent(items::add);
        }
        return items;
    }

    private static ArrayNode userMessage(List<Item> items) {
        ObjectNode json = Json.object().put("type", "message").put("role", "user");
        ArrayNode parts = json.putArray("content");
        items.add(new Item.Message(json, "user"));
        return parts;
    }

    private Agent recipient(@Nullable String name) {
        Agent first = agency.entryPoints().getFirst();
        if (name == null) {
            return first;
        }
        Optional<Agent> agent = agency.agent(name);
        if (agent.isEmpty()) {
            List<String> known = agency.agents().stream().map(Agent::name).toList();
            String wrong = "Agency " + agency.name() + " has no agent \"" + name + "\"; its agents are " + known;
            fields.wrong(wrong, "value_error", "recipient_agent");
        }
        return agent.orElse(first);
    }

    private static Map<String, Object> context(@Nullable ObjectNode context) {
        return context == null
                ? Map.of()
                : Json.mapper().convertValue(context, new TypeReference<Map<String, Object>>() {});
    }

    /** Ignored, each of these would give an answer to another question than the client asked. */
    private void refuseWhatIsNotServed() {
        for (String name : NOT_SERVED) {
            JsonNode value = fields.get(name);
            if (value != null && !(value.isContainerNode() && value.isEmpty())) {
                fields.wrong("This version does not serve " + name + "; leave it out", "not_served", name);
            }
        }
    }
}
