package io.agencyswarm.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of {@code get_response} and {@code get_response_stream}, as {@link RunRequestReader} reads it. */
@Schema(name = "AgencyRequest")
record AgencyRequestBody(
        @Schema(
                description = "The user's message: text, or a list of Responses input items.",
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
        ObjectNode userContext,

        @Schema(
                description = "Ids of files that are stored at the model's provider; they become parts of the message.",
                nullable = true)
        @JsonProperty("file_ids")
        List<String> fileIds,

        @Schema(
                description =
                        "Files to attach, by default at most 20: maps names, which must have a common file extension,"
                                + " to URLs or to paths in allowed directories.",
                nullable = true)
        @JsonProperty("file_urls")
        Map<String, String> fileUrls,

        @Schema(description = "Whether the response includes a short title for the conversation.", nullable = true)
        @JsonProperty("generate_chat_name")
        boolean generateChatName,

        @Schema(
                description = "The id under which the service stores the conversation. If chat_history is sent too, it"
                        + " replaces the stored items, unless it only continues them.",
                minLength = 1,
                maxLength = 256,
                nullable = true)
        @JsonProperty("thread_id")
        @Nullable
        String threadId,

        @Schema(
                description = "What to do with the run if its thread has a live run.",
                enumeration = {"reject", "enqueue", "interrupt"},
                nullable = true)
        @JsonProperty("on_busy")
        @Nullable
        String onBusy,

        @Schema(
                description =
                        "Whether the run continues when its client disconnects. get_response answers 202 at once; a"
                                + " stream's frames have ids, so that a client can reconnect.",
                nullable = true)
        boolean background,

        @Schema(description = "How this run accesses its models; only for models of OpenAI and of litellm/.")
        @JsonProperty("client_config")
        @Nullable
        ClientConfigBody clientConfig) {

    /** The access to a run's models, as {@code request} reads it. */
    @Schema(name = "ClientConfig")
    record ClientConfigBody(
            @Schema(
                    description = "The http or https address of the model server, instead of the service's own. The"
                            + " service's own key is not sent there.",
                    nullable = true)
            @JsonProperty("base_url")
            @Nullable
            String baseUrl,

            @Schema(description = "The key for OpenAI's API.", nullable = true) @JsonProperty("api_key") @Nullable
            String apiKey,

            @Schema(
                    description = "Headers for each model request, over the service's own; at most 64.",
                    nullable = true)
            @JsonProperty("default_headers")
            Map<String, String> defaultHeaders,

            @Schema(
                    description =
                            "Keys of the providers behind litellm/, by LiteLLM's names, such as anthropic. Keys for"
                                    + " providers that the service does not talk to are accepted and not used.",
                    nullable = true)
            @JsonProperty("litellm_keys")
            Map<String, String> litellmKeys,

            @Schema(
                    description = "The model for all agents of the run: a model of OpenAI, or litellm/provider/model.",
                    nullable = true)
            @Nullable
            String model,

            @Schema(
                    description =
                            "Merged into each model request; only model settings, not fields that belong to the run.",
                    implementation = Object.class,
                    type = SchemaType.OBJECT,
                    additionalProperties = Schema.True.class,
                    nullable = true)
            @JsonProperty("model_settings_extra_args")
            @Nullable
            ObjectNode modelSettingsExtraArgs) {}
}
