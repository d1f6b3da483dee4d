package io.agencyswarm.model.langchain4j;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.item.Json;
import io.agencyswarm.model.ModelException;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.ModelSettings;
import io.agencyswarm.model.OutputSchema;
import io.agencyswarm.tool.ToolSpec;

/** Requests in LangChain4j's words, as far as it has them for every provider. */
final class ChatRequests {

    private ChatRequests() {}

    static ChatRequest of(ModelRequest request, Dialect.Rules rules) {
        if (!request.tools().codeFiles().isEmpty()) {
            throw new ModelException(
                    ErrorCode.MODEL_REFUSED,
                    "the model litellm/… takes no files; use one of OpenAI's, or put the text into the message",
                    null);
        }
        ModelSettings settings = request.settings();
        ChatRequest.Builder chat = ChatRequest.builder()
                .messages(Messages.of(request.instructions(), request.input(), rules))
                .toolSpecifications(request.tools().functions().stream()
                        .map(ChatRequests::tool)
                        .toList());
        if (settings.temperature() != null) {
            chat.temperature(settings.temperature());
        }
        if (settings.topP() != null) {
            chat.topP(settings.topP());
        }
        if (settings.maxOutputTokens() != null) {
            chat.maxOutputTokens(settings.maxOutputTokens());
        }
        if (request.output() != null) {
            chat.responseFormat(format(request.output()));
        }
        return chat.build();
    }

    /** Without its schema, of which LangChain4j would lose a part; {@link Dialect#finish} writes it as it is. */
    private static ToolSpecification tool(ToolSpec tool) {
        ToolSpecification.Builder specification = ToolSpecification.builder().name(tool.name());
        if (!tool.description().isEmpty()) {
            specification.description(tool.description());
        }
        return specification.build();
    }

    private static ResponseFormat format(OutputSchema output) {
        return ResponseFormat.builder()
                .type(ResponseFormatType.JSON)
                .jsonSchema(JsonSchema.builder()
                        .name(output.name())
                        .rootElement(JsonRawSchema.from(Json.text(output.schema())))
                        .build())
                .build();
    }
}
