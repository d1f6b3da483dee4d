package io.agencyswarm.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.auth.Caller;
import io.agencyswarm.item.Item;
import io.agencyswarm.item.Json;
import io.agencyswarm.request.CommonFields;
import io.agencyswarm.request.CommonFieldsReader;
import io.agencyswarm.request.Fields;
import io.agencyswarm.run.RunOptions;
import io.agencyswarm.run.RunRequest;
import io.agencyswarm.run.ThreadStore;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns the body of {@code get_response} and {@code get_response_stream} into a request to the agency. */
@Singleton
class RunRequestReader {

    private static final int LONGEST_THREAD_ID = 256;

    private final CommonFieldsReader commonFields;
    private final Caller caller;

    @Inject
    RunRequestReader(CommonFieldsReader commonFields, Caller caller) {
        this.commonFields = commonFields;
        this.caller = caller;
    }

    /**
     * Reads a request.
     *
     * @throws io.agencyswarm.error.InvalidRequestException with every fault of the body
     */
    RunRequest read(ObjectNode body, Agency agency) {
        Fields fields = new Fields(body);
        List<Item> message = message(fields);
        Agent recipient = CommonFieldsReader.recipient(fields, agency);
        CommonFields common = commonFields.read(fields);
        @Nullable String threadId = threadId(fields);
        RunOptions options = new RunOptions(
                common.additionalInstructions(),
                common.userContext(),
                common.binding(),
                List.of(),
                fields.flag("generate_chat_name"));
        fields.check();
        ThreadStore.@Nullable Key thread =
                threadId == null ? null : new ThreadStore.Key(agency.name(), threadId, caller.subject());
        return new RunRequest(
                commonFields.message(message, common, recipient), recipient, common.history(), thread, options);
    }

    private static @Nullable String threadId(Fields fields) {
        @Nullable String id = fields.text("thread_id");
        if (id != null && (id.isBlank() || id.length() > LONGEST_THREAD_ID)) {
            fields.wrong("Input should have 1 to " + LONGEST_THREAD_ID + " characters", "string_length", "thread_id");
        }
        return id;
    }

    private static List<Item> message(Fields fields) {
        @Nullable JsonNode message = fields.get("message");
        if (message == null) {
            fields.requiredText("message");
            return List.of();
        }
        if (message.isTextual()) {
            return List.of(Item.userMessage(message.textValue()));
        }
        if (message.isArray() && !message.isEmpty()) {
            return items(fields);
        }
        fields.wrong("Input should be a string or a non-empty list of input items", "string_type", "message");
        return List.of();
    }

    private static List<Item> items(Fields fields) {
        List<ObjectNode> objects = fields.objects("message");
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
}
