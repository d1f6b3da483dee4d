package io.agencyswarm.model.langchain4j;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.agencyswarm.model.ModelRequest;
import java.util.Map;

/** OpenAI's chat completions as Azure serves them: the model is a deployment in the address, the key a header. */
final class AzureDialect implements Dialect {

    @Override
    public Rules rules() {
        return OpenAiDialect.RULES;
    }

    @Override
    public StreamingChatModel client(Access access, ModelRequest request, HttpClientBuilder http) {
        return OpenAiStreamingChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(address(access.baseUrl(), request.model()))
                .customHeaders(Map.of("api-key", access.anyKey()))
                .customQueryParams(Map.of("api-version", access.apiVersion()))
                .modelName(request.model())
                .returnThinking(true)
                .strictJsonSchema(true)
                .build();
    }

    @Override
    public void finish(ObjectNode body, ModelRequest request) {
        OpenAiDialect.finish(body, request, true);
    }

    private static String address(String base, String deployment) {
        return base.contains("/openai/deployments/") ? base : base + "/openai/deployments/" + Access.inPath(deployment);
    }
}
