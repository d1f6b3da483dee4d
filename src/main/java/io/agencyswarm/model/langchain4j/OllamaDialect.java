package io.agencyswarm.model.langchain4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import io.agencyswarm.item.Json;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.ModelSettings;
import io.agencyswarm.model.http.Framing;
import java.util.Map;

/** Ollama's chat. */
final class OllamaDialect implements Dialect {

    private static final Rules RULES = new Rules(Pictures.BYTES, true, true, false, "");

    @Override
    public Rules rules() {
        return RULES;
    }

    @Override
    public StreamingChatModel client(Access access, ModelRequest request, HttpClientBuilder http) {
        return OllamaStreamingChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(access.baseUrl())
                .customHeaders(access.key() == null ? Map.of() : Map.of("Authorization", "Bearer " + access.key()))
                .modelName(request.model())
                .returnThinking(true)
                .build();
    }

    @Override
    public Framing framing() {
        return Framing.JSON_LINES;
    }

    @Override
    public void finish(ObjectNode body, ModelRequest request) {
        ModelSettings settings = request.settings();
        Unmapped.note("ollama", "toolChoice", settings.toolChoice());
        Unmapped.note("ollama", "parallelToolCalls", settings.parallelToolCalls());
        if (settings.reasoningEffort() != null) {
            body.put("think", !settings.reasoningEffort().equals("none"));
        }
        JsonNode tools = body.path("tools");
        for (int i = 0; i < tools.size(); i++) {
            ((ObjectNode) tools.get(i).path("function"))
                    .set("parameters", request.tools().functions().get(i).inputSchema());
        }
    }

    /** Numbers the calls of one message: without numbers LangChain4j would take them for pieces of one call. */
    @Override
    public String readable(String data) {
        if (!data.contains("\"tool_calls\"")) {
            return data;
        }
        try {
            JsonNode event = Json.read(data);
            JsonNode calls = event.path("message").path("tool_calls");
            for (int i = 0; i < calls.size(); i++) {
                if (calls.get(i).path("function") instanceof ObjectNode function && !function.has("index")) {
                    function.put("index", i);
                }
            }
            return Json.text(event);
        } catch (JsonProcessingException malformed) {
            return data;
        }
    }
}
