package io.agencyswarm.request;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.file.AttachmentUploader;
import io.agencyswarm.file.FileTarget;
import io.agencyswarm.file.UploadedFiles;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import io.agencyswarm.model.ModelRouter;
import io.agencyswarm.run.UserMessage;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Attaches the files of a request to the user's message. */
@Singleton
public class UserMessages {

    private final AttachmentUploader attachments;
    private final ModelRouter models;

    @Inject
    UserMessages(AttachmentUploader attachments, ModelRouter models) {
        this.attachments = attachments;
        this.models = models;
    }

    /**
     * Returns the user's message with its files. The files behind {@code file_urls} are fetched and uploaded when the
     * run prepares the message.
     *
     * @param items the message as the client sent it
     * @param recipient the agent whose model's provider gets the files
     */
    public UserMessage with(List<Item> items, CommonFields common, Agent recipient) {
        List<Item> message = MessageParts.add(
                items, common.fileIds().stream().map(UserMessages::inputFile).toList());
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
