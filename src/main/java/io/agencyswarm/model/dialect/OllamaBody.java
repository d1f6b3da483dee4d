package io.agencyswarm.model.dialect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.ModelSettings;
import io.agencyswarm.model.call.CallIdRule;
import io.agencyswarm.model.http.ExtraArguments;
import io.agencyswarm.tool.ToolSpec;
import java.util.Set;

/** Writes the body of a request to Ollama's chat API. */
final class OllamaBody {

    private static final OutputMedia MEDIA = new OutputMedia(Set.of(), Set.of());

    private OllamaBody() {}

    static ObjectNode of(ModelRequest request) {
        ObjectNode body = Json.object().put("model", request.model());
        ArrayNode messages = body.putArray("messages");
        PromptConversation.of(request, CallIdRule.WORDS, "", MEDIA).forEach(message -> add(message, messages));
        writeTools(request, body);
        writeSettings(request, body);
        ExtraArguments.merge(request, body);
        return body;
    }

    private static void add(PromptMessage message, ArrayNode messages) {
        switch (message) {
            case PromptMessage.SystemMessage system ->
                messages.addObject().put("role", "system").put("content", system.text());
            case PromptMessage.UserMessage user ->
                writeUser(user, messages.addObject().put("role", "user"));
            case PromptMessage.AssistantMessage model -> writeAssistant(model, messages);
        }
    }

    private static void writeUser(PromptMessage.UserMessage user, ObjectNode message) {
        message.put("content", user.text("\n"));
        for (PromptMessage.Part part : user.parts()) {
            if (part instanceof PromptMessage.Part.ImagePart image) {
                message.withArray("images").add(ContentParts.dataUrl(image).base64());
            }
        }
    }

    private static void writeAssistant(PromptMessage.AssistantMessage answer, ArrayNode messages) {
        ObjectNode message = messages.addObject().put("role", "assistant").put("content", answer.text());
        for (PromptMessage.Block.CallBlock call : answer.calls()) {
            ObjectNode function = message.withArray("tool_calls").addObject().putObject("function");
            function.put("name", call.name()).set("arguments", call.object());
            messages.addObject()
                    .put("role", "tool")
                    .put("tool_name", call.name())
                    .put("content", call.text());
        }
    }

    private static void writeTools(ModelRequest request, ObjectNode body) {
        for (ToolSpec tool : request.tools().functions()) {
            ObjectNode function = body.withArray("tools")
                    .addObject()
                    .put("type", "function")
                    .putObject("function")
                    .put("name", tool.name());
            if (!tool.description().isEmpty()) {
                function.put("description", tool.description());
            }
            function.set("parameters", tool.inputSchema());
        }
    }

    private static void writeSettings(ModelRequest request, ObjectNode body) {
        ModelSettings settings = request.settings();
        UnsupportedSettings.log("ollama", "toolChoice", settings.toolChoice());
        UnsupportedSettings.log("ollama", "parallelToolCalls", settings.parallelToolCalls());
        UnsupportedSettings.logOpenAiOnly("ollama", settings);
        ObjectNode options = Json.object();
        if (settings.temperature() != null) {
            options.put("temperature", settings.temperature());
        }
        if (settings.topP() != null) {
            options.put("top_p", settings.topP());
        }
        if (settings.maxOutputTokens() != null) {
            options.put("num_predict", settings.maxOutputTokens());
        }
        if (!options.isEmpty()) {
            body.set("options", options);
        }
        if (request.output() != null) {
            body.set("format", request.output().schema());
        }
        if (settings.reasoningEffort() != null) {
            body.put("think", !settings.reasoningEffort().equals("none"));
        }
        body.put("stream", true);
    }
}
