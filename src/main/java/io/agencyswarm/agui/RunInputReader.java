package io.agencyswarm.agui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.auth.Caller;
import io.agencyswarm.cluster.Peers;
import io.agencyswarm.item.Conversation;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import io.agencyswarm.request.CommonFields;
import io.agencyswarm.request.CommonFieldsReader;
import io.agencyswarm.request.FieldReader;
import io.agencyswarm.request.JsonBody;
import io.agencyswarm.request.ServedAgencies;
import io.agencyswarm.request.UserMessages;
import io.agencyswarm.run.RunOptions;
import io.agencyswarm.run.RunRequest;
import io.agencyswarm.run.UserMessage;
import io.agencyswarm.store.OnBusy;
import io.agencyswarm.text.LogThrottle;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Reads {@code RunAgentInput}, and the fields that this service accepts on its other endpoints. */
@Singleton
class RunInputReader {

    private static final Logger LOG = Logger.getLogger(RunInputReader.class);

    private static final String FORWARDED = "forwarded_props";

    /** Our own fields, which AG-UI's generated clients send in camelCase. */
    private static final Map<String, String> OURS = Map.of(
            "chatHistory", "chat_history",
            "additionalInstructions", "additional_instructions",
            "userContext", "user_context",
            "fileIds", "file_ids",
            "fileUrls", "file_urls",
            "clientConfig", "client_config",
            "recipientAgent", "recipient_agent");

    private final ServedAgencies agencies;
    private final CommonFieldsReader commonFields;
    private final UserMessages messages;
    private final Caller caller;
    private final boolean knowsAllRuns;
    private final LogThrottle skippedInterrupts = new LogThrottle();

    @Inject
    RunInputReader(
            ServedAgencies agencies,
            CommonFieldsReader commonFields,
            UserMessages messages,
            Caller caller,
            Peers peers) {
        this.agencies = agencies;
        this.commonFields = commonFields;
        this.messages = messages;
        this.caller = caller;
        this.knowsAllRuns = !peers.areConfigured();
    }

    /**
     * Reads a request.
     *
     * @param path the agency's path
     * @throws io.agencyswarm.error.AgencyException if there is no agency at the path
     * @throws io.agencyswarm.error.InvalidRequestException with every problem of the body
     */
    RunInput read(String path, @Nullable String contentType, byte[] json) {
        Agency agency = agencies.at(path);
        FieldReader fields = new FieldReader(withOurSpelling(JsonBody.read(json, contentType)));
        FieldReader body = fields.inEitherCase();
        RunInput.ClientIds ids = new RunInput.ClientIds(
                body.requiredText("threadId"), body.requiredText("runId"), body.text("parentRunId"));
        // Only its type is checked: the service has one version of the protocol.
        body.text("protocolVersion");
        InputConversation conversation = InputConversation.read(body);
        Agent recipient = fields.get("recipient_agent") == null
                ? Optional.ofNullable(conversation.asker())
                        .flatMap(agency::agent)
                        .orElse(agency.entryPoints().getFirst())
                : CommonFieldsReader.recipient(fields, agency);
        CommonFields common = commonFields.read(fields);
        JsonNode state = body.get("state");
        RunOptions options = new RunOptions(
                instructions(common, body),
                userContext(common, body, state),
                common.clientConfig(),
                ClientToolsReader.read(body, agency, recipient),
                false);
        Conversation history = conversation.history(common.history(), recipient.name());
        conversation.checkResults(history, recipient.name(), body);
        skipResume(body);
        ServiceProps props = ServiceProps.read(body, knowsAllRuns);
        fields.check();
        // No thread id: the client stores the conversation, so its id of the conversation loads nothing.
        RunRequest request = new RunRequest(
                message(conversation, common, recipient), recipient, history, null, options, storage(props));
        return new RunInput(agency, ids, conversation.messages(), state, props.onBusy(), request);
    }

    private RunRequest.StorageOptions storage(ServiceProps props) {
        return props.background()
                ? new RunRequest.StorageOptions(true, OnBusy.REJECT, null, caller.principal())
                : RunRequest.StorageOptions.NONE;
    }

    /** Skips the guardrails if the client only sends its tools' results, because the user has written nothing. */
    private UserMessage message(InputConversation conversation, CommonFields common, Agent recipient) {
        UserMessage message = messages.with(conversation.last(), common, recipient);
        return conversation.last().stream().allMatch(Item.FunctionCallOutput.class::isInstance)
                ? () -> message.prepare().unchecked()
                : message;
    }

    private static ObjectNode withOurSpelling(ObjectNode json) {
        ObjectNode spelt = Json.object();
        spelt.setAll(json);
        OURS.forEach((camel, snake) -> {
            if (json.hasNonNull(camel)) {
                spelt.set(snake, json.get(camel));
            }
        });
        return spelt;
    }

    /** Returns the client's instructions, followed by the application's context, each entry in its own tags. */
    private static String instructions(CommonFields common, FieldReader body) {
        StringBuilder text = new StringBuilder(common.additionalInstructions());
        List<FieldReader> context = body.objects("context");
        if (!context.isEmpty()) {
            text.append(text.isEmpty() ? "" : "\n\n").append("Context from the user's application:");
        }
        for (FieldReader piece : context) {
            text.append("\n\n<context>\n<description>")
                    .append(piece.requiredText("description"))
                    .append("</description>\n<value>")
                    .append(piece.requiredText("value"))
                    .append("</value>\n</context>");
        }
        return text.toString();
    }

    private static Map<String, Object> userContext(CommonFields common, FieldReader body, @Nullable JsonNode state) {
        Map<String, Object> context = new LinkedHashMap<>(common.userContext());
        JsonNode forwarded = body.get("forwardedProps");
        // The standard client always sends an object, which is usually empty.
        if (forwarded != null && !(forwarded.isObject() && forwarded.isEmpty())) {
            context.put(FORWARDED, Json.mapper().convertValue(forwarded, Object.class));
        }
        if (state != null) {
            context.put(SharedState.KEY, Json.mapper().convertValue(state, Object.class));
        }
        return context;
    }

    /** Ignores {@code resume} entries. The protocol allows clients to send answers that the service did not ask for. */
    private void skipResume(FieldReader body) {
        int entries = body.objects("resume").size();
        if (entries > 0 && skippedInterrupts.allows()) {
            LOG.warnf(
                    "A request resumes %d interrupts, but no run of this service waits for a client; the run continues"
                            + " without them.",
                    entries);
        }
    }
}
