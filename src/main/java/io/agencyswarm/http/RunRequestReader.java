package io.agencyswarm.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import io.agencyswarm.request.CommonFields;
import io.agencyswarm.request.CommonFieldsReader;
import io.agencyswarm.request.FieldReader;
import io.agencyswarm.request.JsonBody;
import io.agencyswarm.request.StorageOptionsReader;
import io.agencyswarm.request.UserMessages;
import io.agencyswarm.run.RunOptions;
import io.agencyswarm.run.RunRequest;
import io.agencyswarm.store.ThreadKey;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Converts the body of {@code get_response} and {@code get_response_stream} to a run request. */
@Singleton
class RunRequestReader {

    private final CommonFieldsReader commonFields;
    private final StorageOptionsReader storageReader;
    private final UserMessages messages;

    @Inject
    RunRequestReader(CommonFieldsReader commonFields, StorageOptionsReader storageReader, UserMessages messages) {
        this.commonFields = commonFields;
        this.storageReader = storageReader;
        this.messages = messages;
    }

    /**
     * Reads a request.
     *
     * @param endpoint the last segment of the endpoint's path
     * @param key the idempotency key; null if the client sent none
     * @throws io.agencyswarm.error.InvalidRequestException with every problem of the body
     */
    RunRequest read(Agency agency, @Nullable String contentType, String endpoint, @Nullable String key, byte[] body) {
        FieldReader fields = new FieldReader(JsonBody.read(body, contentType));
        List<Item> message = message(fields);
        Agent recipient = CommonFieldsReader.recipient(fields, agency);
        CommonFields common = commonFields.read(fields);
        @Nullable ThreadKey thread = storageReader.thread(fields, agency.name());
        RunOptions options = new RunOptions(
                common.additionalInstructions(),
                common.userContext(),
                common.clientConfig(),
                List.of(),
                fields.flag("generate_chat_name"));
        RunRequest.StorageOptions storage = storageReader.read(fields, endpoint, key, body);
        fields.check();
        return new RunRequest(
                messages.with(message, common, recipient), recipient, common.history(), thread, options, storage);
    }

    private static List<Item> message(FieldReader fields) {
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
        fields.addProblem("Input should be a string or a non-empty list of input items", "string_type", "message");
        return List.of();
    }

    private static List<Item> items(FieldReader fields) {
        List<ObjectNode> objects =
                fields.objects("message").stream().map(FieldReader::json).toList();
        List<Item> items = new ArrayList<>();
        @Nullable ArrayNode parts = null;
        for (int i = 0; i < objects.size(); i++) {
            ObjectNode object = objects.get(i);
            if (object.path("type").asText("").startsWith("input_") && !object.has("role")) {
                // Parts without a message: the API accepts them only within one.
                parts = parts == null ? userMessage(items) : parts;
                parts.add(object);
                continue;
            }
            parts = null;
            Optional<Item> item = Item.of(object);
            if (item.isEmpty()) {
                fields.addProblem(
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
