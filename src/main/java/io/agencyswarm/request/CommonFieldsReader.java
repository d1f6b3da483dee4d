package io.agencyswarm.request;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.auth.Caller;
import io.agencyswarm.file.AttachmentUploader;
import io.agencyswarm.file.FileTarget;
import io.agencyswarm.file.UploadedFiles;
import io.agencyswarm.item.Conversation;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import io.agencyswarm.model.Models;
import io.agencyswarm.run.UserMessage;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the fields that all requests that start a run have in common, and attaches files to the user's message. */
@Singleton
public class CommonFieldsReader {

    private final ClientConfigReader clientConfigs;
    private final AttachmentUploader attachments;
    private final Models models;
    private final Caller caller;

    @Inject
    CommonFieldsReader(ClientConfigReader clientConfigs, AttachmentUploader attachments, Models models, Caller caller) {
        this.clientConfigs = clientConfigs;
        this.attachments = attachments;
        this.models = models;
        this.caller = caller;
    }

    /** Reads the fields of a body. Problems are added to {@code fields}. */
    public CommonFields read(FieldReader fields) {
        @Nullable String instructions = fields.text("additional_instructions");
        return new CommonFields(
                Conversation.of(fields.objects("chat_history").stream()
                        .map(FieldReader::json)
                        .toList()),
                instructions == null ? "" : instructions,
                caller.withPrincipal(fields.values("user_context")),
                fields.texts("file_ids"),
                fields.textsByName("file_urls"),
                clientConfigs.read(fields));
    }

    /** Returns the agent that answers: {@code recipient_agent}, or the first entry point if the field is absent. */
    public static Agent recipient(FieldReader fields, Agency agency) {
        @Nullable String name = fields.text("recipient_agent");
        Agent firstEntryPoint = agency.entryPoints().getFirst();
        if (name == null) {
            return firstEntryPoint;
        }
        Optional<Agent> agent = agency.agent(name);
        if (agent.isEmpty()) {
            List<String> names = agency.agents().stream().map(Agent::name).toList();
            String problem = "Agency " + agency.name() + " has no agent \"" + name + "\"; its agents are " + names;
            fields.addProblem(problem, "value_error", "recipient_agent");
        }
        return agent.orElse(firstEntryPoint);
    }

    /**
     * Returns the user's message with its attached files.
     *
     * @param items the message as the client sent it
     * @param recipient the agent whose model's provider gets the files
     */
    public UserMessage message(List<Item> items, CommonFields common, Agent recipient) {
        List<Item> message = MessageParts.add(
                items,
                common.fileIds().stream().map(CommonFieldsReader::inputFile).toList());
        if (common.fileUrls().isEmpty()) {
            return UserMessage.of(message);
        }
        FileTarget target = new FileTarget(
                recipient.name(), models.model(recipient.model(), common.clientConfig()), common.clientConfig());
        return () -> {
            models.checkFiles(target.model());
            return attach(message, attachments.attach(common.fileUrls(), target));
        };
    }

    private static UserMessage.PreparedMessage attach(List<Item> message, UploadedFiles attached) {
        // Also converts a text message without new parts, so that the message has one form for all files.
        List<Item> userMessage = MessageParts.addAll(message, attached.parts());
        List<Item> forClient = new ArrayList<>();
        forClient.add(attached.system());
        forClient.addAll(userMessage);
        List<Item> forModel = attached.note() == null
                ? forClient
                : MessageParts.add(forClient, List.of(MessageParts.inputText(attached.note())));
        return new UserMessage.PreparedMessage(
                userMessage, forClient, forModel, attached.codeFiles(), attached.fileIds());
    }

    private static ObjectNode inputFile(String id) {
        return Json.object().put("type", "input_file").put("file_id", id);
    }
}
