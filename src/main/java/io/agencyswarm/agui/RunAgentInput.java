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
 * The OpenAPI schema of a request body, which {@link RunInputReader} reads. The record itself has no schema annotation,
 * which would add it to the document of a build without AG-UI.
 */
record RunAgentInput(
        @Schema(
                description = "The client's id of the conversation; the service stores nothing under it.",
                required = true)
        String threadId,

        @Schema(
                description =
                        "The client's id of the run. A request with the ids of a live run cancels that run, or joins it"
                                + " if it runs in the background.",
                required = true)
        String runId,

        @Schema(nullable = true) @Nullable String parentRunId,

        @Schema(
                description =
                        "The conversation, which the client stores. It ends with a new message of the user, or with the"
                                + " results of tools that the client ran.",
                required = true)
        List<AguiMessage> messages,

        @Schema(description = "Tools that the client runs itself; a call of such a tool ends the run.", nullable = true)
        List<AguiTool> tools,

        @Schema(description = "Information from the application for the agent, for this run.", nullable = true)
        List<AguiContext> context,

        @Schema(
                description = "Any JSON. Tools find it in the user context as \"state\" and may change it; the stream"
                        + " sends the changed state.",
                nullable = true)
        @Nullable
        JsonNode state,

        @Schema(
                description =
                        "Any JSON. Tools find it in the user context as \"forwarded_props\". With \"background\": true"
                                + " the run continues when its client disconnects. \"onBusy\": \"reject\" rejects the"
                                + " request, and \"interrupt\" cancels the other runs, if other runs of its thread are"
                                + " live; without it they run concurrently.",
                nullable = true)
        @Nullable
        JsonNode forwardedProps,

        @Schema(
                description = "Earlier items in the format of the Responses API. If there are any, the earlier messages"
                        + " are ignored and only the new part of messages counts.",
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

        @Schema(
                description =
                        "Ids of files that are stored at the model's provider; they become parts of the" + " message.",
                nullable = true)
        @JsonProperty("file_ids")
        List<String> fileIds,

        @Schema(
                description = "Files to attach: maps names to URLs or to paths in allowed directories.",
                nullable = true)
        @JsonProperty("file_urls")
        Map<String, String> fileUrls,

        @Schema(
                description =
                        "How this run accesses its models: base_url, api_key, default_headers, litellm_keys, model, "
                                + "model_settings_extra_args.",
                implementation = Object.class,
                type = SchemaType.OBJECT,
                additionalProperties = Schema.True.class,
                nullable = true)
        @JsonProperty("client_config")
        @Nullable
        ObjectNode clientConfig) {

    /** A message; each role has its own fields. */
    record AguiMessage(
            @Schema(required = true) String id,

            @Schema(
                    required = true,
                    enumeration = {"user", "assistant", "tool", "system", "developer", "reasoning", "activity"})
            String role,

            @Schema(
                    description =
                            "Text; for users and tools also a list of parts (text, image, audio, video, document); for"
                                    + " activities an object.",
                    nullable = true)
            @Nullable
            JsonNode content,

            @Schema(description = "The tool calls of an assistant.", nullable = true)
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
