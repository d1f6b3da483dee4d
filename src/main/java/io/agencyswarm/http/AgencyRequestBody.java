package io.agencyswarm.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of {@code get_response} and {@code get_response_stream}, as {@link RunRequestReader} reads it. */
@Schema(name = "AgencyRequest")
record AgencyRequestBody(
        @Schema(
                description = "What the user says: text, or a list of Responses input items.",
                implementation = Object.class,
                oneOf = {String.class, ObjectNode[].class},
                required = true)
        JsonNode message,

        @Schema(description = "Earlier items, as new_messages returned them.", nullable = true)
        @JsonProperty("chat_history")
        List<ObjectNode> chatHistory,

        @Schema(description = "The agent that answers; the first entry point by default.", nullable = true)
        @JsonProperty("recipient_agent")
        @Nullable
        String recipientAgent,

        @Schema(description = "Appended to the agent's instructions for this run.", nullable = true)
        @JsonProperty("additional_instructions")
        @Nullable
        String additionalInstructions,

        @Schema(
                description = "Merged over the agency's own context for this run; tools read it, the model does not.",
                implementation = Object.class,
                type = SchemaType.OBJECT,
                additionalProperties = Schema.True.class,
                nullable = true)
        @JsonProperty("user_context")
        @Nullable
        ObjectNode userContext) {}
