package io.agencyswarm.agui;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request as the OpenAPI document shows it; {@link RunInputReader} reads it. Not annotated as a whole, or
 * the document of a build without AG-UI would show it too.
 */
record RunAgentInput(
        @Schema(description = "The client's name for the conversation; nothing is kept under it.", required = true)
        String threadId,

        @Schema(
                description =
                        "The client's name for the run. Asking again under both names ends the run that goes by them, or joins it"
                                + " where it is in the background.",
                required = true)
        String runId,

        @Schema(nullable = true) @Nullable String parentRunId,

        @Schema(
                description =
                        "The conversation, which the client keeps. It ends with what is new: a message of the user, "
                                + "or the results of tools that the client ran.",
                required = true)
        List<AguiMessage> messages,

        @Schema(description = "Tools that the client runs itself; a call of one ends the run.", nullable = true)
        List<AguiTool> tools,

        @Schema(description = "What the application tells the agent for this run.", nullable = true)
        List<AguiContext> context,

        @Schema(
                description = "Any JSON. Tools find it in the user context as \"state\" and may change it; the stream "
                        + "tells how they left it.",
                nullable = true)
        @Nullable
        JsonNode state,

        @Schema(
                description =
                        "Any JSON. Tools find it in the user context as \"forwarded_props\". With \"background\": true the"
                                + " run goes on when its client leaves. \"onBusy\", \"reject\" or \"interrupt\", says what"
                                + " becomes of the request where other runs of its thread are live; without it they go on"
                                + " beside it.",
                nullable = true)
        @Nullable
        JsonNode forwardedProps,

        @Schema(
                description = "Earlier items in the form of the Responses API; with any, only the new part of messages"
                        + " counts, not the earlier ones.",
                nullable = true)
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
        ObjectNode userContext,

        @Schema(description = "Ids of files that the model's provider has; parts of the message.", nullable = true)
        @JsonProperty("file_ids")
        List<String> fileIds,

        @Schema(
                description = "Files to attach: names to addresses, or to paths in directories that are allowed.",
                nullable = true)
        @JsonProperty("file_urls")
        Map<String, String> fileUrls,

        @Schema(
                description =
                        "How this run reaches its models: base_url, api_key, default_headers, litellm_keys, model, "
                                + "model_settings_extra_args.",
                implementation = Object.class,
                type = SchemaType.OBJECT,
                additionalProperties = Schema.True.class,
                nullable = true)
        @JsonProperty("client_config")
        @Nullable
        ObjectNode clientConfig) {

    /** A message, of which each role has fields of its own. */
    record AguiMessage(
            @Schema(required = true) String id,

            @Schema(
                    required = true,
                    enumeration = {"user", "assistant", "tool", "system", "developer", "reasoning", "activity"})
            String role,

            @Schema(
                    description =
                            "Text; of users and tools also a list of parts (text, image, audio, video, document); "
                                    + "of activities an object.",
                    nullable = true)
            @Nullable
            JsonNode content,

            @Schema(description = "What an assistant called.", nullable = true)
            List<ObjectNode> toolCalls,

            @Schema(description = "The call that a tool's message answers.", nullable = true) @Nullable
            String toolCallId) {}

    /** A tool of the client. */
    record AguiTool(
            @Schema(required = true, pattern = "^[a-zA-Z0-9_-]{1,64}$")
            String name,

            @Schema(required = true) String description,

            @Schema(description = "JSON Schema of the arguments.", nullable = true) @Nullable
            ObjectNode parameters) {}

    /** A piece of context. */
    record AguiContext(
            @Schema(required = true) String description,
            @Schema(required = true) String value) {}
}
