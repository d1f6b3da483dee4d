package io.agencyswarm.model.dialect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.ModelSettings;
import io.agencyswarm.model.call.CallIdRule;
import io.agencyswarm.model.http.ExtraArguments;
import io.agencyswarm.net.DataUrl;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the body of a request to Gemini's {@code generateContent}. */
final class GeminiBody implements AlternatingMessages.Blocks {

    /** Google's placeholder signature for calls of other providers' models. */
    private static final String OTHERS_SIGNATURE = "skip_thought_signature_validator";

    private static final Set<String> FILES =
            Set.of(OutputMedia.PDF, "text/plain", "text/csv", "text/html", "text/markdown");

    private final ModelRequest request;
    private final ObjectNode body = Json.object();

    GeminiBody(ModelRequest request) {
        this.request = request;
    }

    ObjectNode write() {
        ModelSettings settings = request.settings();
        OutputMedia media = new OutputMedia(isGemini3() ? Set.of(OutputMedia.Rule.IN_RESULTS) : Set.of(), FILES);
        List<PromptMessage> conversation =
                PromptConversation.of(request, CallIdRule.WORDS, GeminiChunkReader.TAG, media);
        AlternatingMessages messages = new AlternatingMessages(this, "model", "parts").write(conversation);
        body.set("contents", messages.messages());
        if (!messages.system().isEmpty()) {
            body.putObject("systemInstruction").set("parts", messages.system());
        }
        writeSettings(settings);
        writeTools(settings);
        ExtraArguments.merge(request, body);
        return body;
    }

    @Override
    public ObjectNode text(String text) {
        return Json.object().put("text", text);
    }

    @Override
    public ObjectNode image(PromptMessage.Part.ImagePart image) {
        return inline(ContentParts.dataUrl(image));
    }

    @Override
    public ObjectNode file(PromptMessage.Part.FilePart file) {
        return inline(DataUrl.parse(file.url()).orElseThrow());
    }

    private static ObjectNode inline(DataUrl content) {
        ObjectNode part = Json.object();
        part.putObject("inlineData").put("mimeType", content.mediaType()).put("data", content.base64());
        return part;
    }

    /** Returns whether this is a Gemini 3 model, which accepts images and files in a function's response. */
    private boolean isGemini3() {
        return request.model().startsWith("gemini-3");
    }

    /** The signature is written with the call that follows the reasoning. */
    @Override
    public @Nullable ObjectNode reasoning(PromptMessage.Block.ReasoningBlock reasoning) {
        return reasoning.text().isBlank() ? null : text(reasoning.text()).put("thought", true);
    }

    @Override
    public ObjectNode call(PromptMessage.Block.CallBlock call) {
        ObjectNode part = Json.object();
        String signature = call.signature();
        if (signature != null && signature.isEmpty() && isGemini3()) {
            signature = OTHERS_SIGNATURE;
        }
        if (signature != null && !signature.isEmpty()) {
            part.put("thoughtSignature", signature);
        }
        part.putObject("functionCall").put("name", call.name()).set("args", call.object());
        return part;
    }

    @Override
    public ObjectNode result(PromptMessage.Block.CallBlock call) {
        ObjectNode part = Json.object();
        ObjectNode response = part.putObject("functionResponse").put("name", call.name());
        response.putObject("response").put("response", call.text());
        call.output().stream()
                .filter(output -> !(output instanceof PromptMessage.Part.TextPart))
                .forEach(output -> response.withArray("parts").add(part(output)));
        return part;
    }

    private void writeSettings(ModelSettings settings) {
        UnsupportedSettings.log("gemini", "parallelToolCalls", settings.parallelToolCalls());
        UnsupportedSettings.logOpenAiOnly("gemini", settings);
        ObjectNode config = Json.object();
        if (settings.temperature() != null) {
            config.put("temperature", settings.temperature());
        }
        if (settings.topP() != null) {
            config.put("topP", settings.topP());
        }
        if (settings.maxOutputTokens() != null) {
            config.put("maxOutputTokens", settings.maxOutputTokens());
        }
        if (request.output() != null) {
            config.put("responseMimeType", "application/json")
                    .set("responseJsonSchema", request.output().schema());
        }
        if (settings.reasoningEffort() != null) {
            writeThinking(config.putObject("thinkingConfig"), settings.reasoningEffort());
        }
        if (!config.isEmpty()) {
            body.set("generationConfig", config);
        }
    }

    private void writeThinking(ObjectNode config, String effort) {
        config.put("includeThoughts", !effort.equals("none"));
        if (isGemini3()) {
            config.put("thinkingLevel", effort);
        } else {
            config.put("thinkingBudget", Effort.tokens(effort));
        }
    }

    private void writeTools(ModelSettings settings) {
        if (request.tools().functions().isEmpty()) {
            return;
        }
        ArrayNode declarations = body.putArray("tools").addObject().putArray("functionDeclarations");
        request.tools().functions().forEach(tool -> {
            ObjectNode declaration = declarations.addObject().put("name", tool.name());
            if (!tool.description().isEmpty()) {
                declaration.put("description", tool.description());
            }
            // Not "parameters", which expects Google's own schema format, a small subset of JSON Schema.
            declaration.set("parametersJsonSchema", tool.inputSchema());
        });
        if (settings.toolChoice() != null) {
            writeChoice(body.putObject("toolConfig").putObject("functionCallingConfig"), settings.toolChoice());
        }
    }

    private static void writeChoice(ObjectNode callingConfig, String choice) {
        switch (choice) {
            case "auto", "none" -> callingConfig.put("mode", choice.toUpperCase(Locale.ROOT));
            case "required" -> callingConfig.put("mode", "ANY");
            default ->
                callingConfig
                        .put("mode", "ANY")
                        .putArray("allowedFunctionNames")
                        .add(choice);
        }
    }
}
