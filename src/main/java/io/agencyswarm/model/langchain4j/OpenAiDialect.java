package io.agencyswarm.model.langchain4j;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.ModelSettings;

/** OpenAI's chat completions, and the many that speak as they do. */
final class OpenAiDialect implements Dialect {

    static final Rules RULES = new Rules(Pictures.ADDRESS, false, false, false, "");

    private final boolean isOpenAi;

    /**
     * The dialect.
     *
     * @param isOpenAi whether the bound on the answer goes by its new name, which reasoning models insist on and which
     *     others than OpenAI may not know
     */
    OpenAiDialect(boolean isOpenAi) {
        this.isOpenAi = isOpenAi;
    }

    @Override
    public Rules rules() {
        return RULES;
    }

    @Override
    public StreamingChatModel client(Access access, ModelRequest request, HttpClientBuilder http) {
        return OpenAiStreamingChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(access.baseUrl())
                .apiKey(access.anyKey())
                .modelName(request.model())
                .returnThinking(true)
                .strictJsonSchema(true)
                .build();
    }

    @Override
    public void finish(ObjectNode body, ModelRequest request) {
        finish(body, request, isOpenAi);
    }

    static void finish(ObjectNode body, ModelRequest request, boolean isOpenAi) {
        ModelSettings settings = request.settings();
        if (!settings.includeUsage()) {
            body.remove("stream_options");
        }
        JsonNode bound = body.get("max_tokens");
        if (isOpenAi && bound != null) {
            body.remove("max_tokens");
            body.set("max_completion_tokens", bound);
        }
        if (settings.reasoningEffort() != null) {
            body.put("reasoning_effort", settings.reasoningEffort());
        }
        tools(body, request, "required");
    }

    /** The tools' schemas as they are, and how they may be called. */
    static void tools(ObjectNode body, ModelRequest request, String required) {
        ModelSettings settings = request.settings();
        JsonNode tools = body.path("tools");
        if (tools.isEmpty()) {
            return;
        }
        for (int i = 0; i < tools.size(); i++) {
            ((ObjectNode) tools.get(i).path("function"))
                    .set("parameters", request.tools().functions().get(i).inputSchema());
        }
        if (settings.parallelToolCalls() != null) {
            body.put("parallel_tool_calls", settings.parallelToolCalls());
        }
        switch (settings.toolChoice()) {
            case null -> {}
            case "auto", "none" -> body.put("tool_choice", settings.toolChoice());
            case "required" -> body.put("tool_choice", required);
            default ->
                body.putObject("tool_choice")
                        .put("type", "function")
                        .putObject("function")
                        .put("name", settings.toolChoice());
        }
    }
}
