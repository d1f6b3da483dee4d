package io.agencyswarm.model.langchain4j;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.mistralai.MistralAiStreamingChatModel;
import io.agencyswarm.model.ModelRequest;

/** Mistral's chat completions. */
final class MistralDialect implements Dialect {

    private static final Rules RULES = new Rules(Pictures.ADDRESS, false, false, true, "");

    @Override
    public Rules rules() {
        return RULES;
    }

    @Override
    public StreamingChatModel client(Access access, ModelRequest request, HttpClientBuilder http) {
        return MistralAiStreamingChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(access.baseUrl())
                .apiKey(access.anyKey())
                .modelName(request.model())
                .returnThinking(true)
                .build();
    }

    @Override
    public void finish(ObjectNode body, ModelRequest request) {
        Unmapped.note("mistral", "reasoningEffort", request.settings().reasoningEffort());
        OpenAiDialect.tools(body, request, "any");
        if (body.path("response_format").path("json_schema") instanceof ObjectNode schema) {
            schema.put("strict", true);
        }
    }
}
