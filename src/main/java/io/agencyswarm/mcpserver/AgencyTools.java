package io.agencyswarm.mcpserver;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.auth.Caller;
import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.item.Conversation;
import io.agencyswarm.json.Json;
import io.agencyswarm.request.CommonFieldsReader;
import io.agencyswarm.request.FieldReader;
import io.agencyswarm.request.StorageOptionsReader;
import io.agencyswarm.run.RunOptions;
import io.agencyswarm.run.RunRequest;
import io.agencyswarm.store.ThreadKey;
import io.agencyswarm.tool.ToolArguments;
import io.agencyswarm.tool.ToolSpec;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Presents an agency as a tool: its name, description and schema, and the run request for a call's arguments. */
@Singleton
class AgencyTools {

    private final StorageOptionsReader storageReader;
    private final Caller caller;

    @Inject
    AgencyTools(StorageOptionsReader storageReader, Caller caller) {
        this.storageReader = storageReader;
        this.caller = caller;
    }

    /**
     * Returns the name of an agency's tool: {@code ask_} and the agency's path, in characters that every client
     * accepts.
     */
    static String toolName(Agency agency) {
        return ToolSpec.validName("ask_" + agency.path());
    }

    /** Returns the agency as a tool. */
    ToolSpec spec(Agency agency) {
        return new ToolSpec(toolName(agency), description(agency), schema(agency));
    }

    private static String description(Agency agency) {
        return "Asks " + agency.name() + ", a team of AI agents, and gives its answer. "
                + agency.entryPoints().stream().map(AgencyTools::description).collect(Collectors.joining(" "));
    }

    private static String description(Agent agent) {
        String text = agent.description().strip();
        if (text.isEmpty()) {
            return agent.name() + " answers.";
        }
        return agent.name() + ": " + text + (text.endsWith(".") ? "" : ".");
    }

    private ObjectNode schema(Agency agency) {
        ObjectNode schema = Json.object().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        properties
                .putObject("message")
                .put("type", "string")
                .put("minLength", 1)
                .put("description", "The question. Include every detail that the team needs: it has no other context.");
        if (agency.entryPoints().size() > 1) {
            ArrayNode names = properties
                    .putObject("recipient_agent")
                    .put("type", "string")
                    .put("description", "The agent that answers; the first by default.")
                    .putArray("enum");
            agency.entryPoints().forEach(agent -> names.add(agent.name()));
        }
        if (storageReader.storesThreads()) {
            properties
                    .putObject("thread_id")
                    .put("type", "string")
                    .put("minLength", 1)
                    .put("maxLength", ThreadKey.MAX_ID_LENGTH)
                    .put(
                            "description",
                            "The id of a conversation, new or existing, whose messages the team remembers. Without it,"
                                    + " the team remembers nothing.");
        }
        schema.putArray("required").add("message");
        return schema.put("additionalProperties", false);
    }

    /**
     * Creates the run request for a call's arguments. Called on the request's own thread.
     *
     * @throws InvalidRequestException with every problem of the arguments
     */
    RunRequest request(OfferedTool.AgencyTool tool, ObjectNode arguments) {
        ToolArguments.refuseUnknownFields(tool.spec(), arguments);
        Agency agency = tool.agency();
        FieldReader fields = FieldReader.ofArguments(arguments);
        String text = fields.requiredText("message");
        if (arguments.path("message").isTextual() && text.isBlank()) {
            fields.addProblem("String should have at least 1 non-whitespace character", "string_too_short", "message");
        }
        Agent recipient = CommonFieldsReader.recipient(fields, agency);
        @Nullable ThreadKey thread = storageReader.thread(fields, agency.name());
        fields.check();
        return RunRequest.plain(
                text,
                recipient,
                Conversation.EMPTY,
                thread,
                RunOptions.of("", caller.withPrincipal(Map.of())),
                caller.principal());
    }
}
