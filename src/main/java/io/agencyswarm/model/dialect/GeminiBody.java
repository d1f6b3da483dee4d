package io.agencyswarm.model.dialect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Json;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.ModelSettings;
import java.util.Locale;

/** Writes the body of a request for Gemini's {@code generateContent}. */
final class GeminiBody {

    /** Google's own word for a call that none of its models made, where a signature has to be. */
    private static final String OTHERS_SIGNATURE = "skip_thought_signature_validator";

    private final ModelRequest request;
    private final ObjectNode body = Json.object();
    private final ArrayNode contents;
    private final Alternating turns;

    GeminiBody(ModelRequest request) {
        this.request = request;
        contents = body.putArray("contents");
        turns = new Alternating(contents, "model", "parts", text(Contents.EMPTY));
    }

    ObjectNode written() {
        ModelSettings settings = request.settings();
        History.of(request, CallIdRule.WORDS, GeminiChunks.TAG).forEach(this::add);
        turns.end(text(Contents.GO_ON));
        settings(settings);
        tools(settings);
        Extras.merge(request, body);
        return body;
    }

    private void add(Said said) {
        switch (said) {
            case Said.BySystem system
            when contents.isEmpty() ->
                body.withArray("/systemInstruction/parts").add(text(system.text()));
            case Said.BySystem system -> turns.user(Json.array().add(text(system.text())));
            case Said.ByUser user -> user(user);
            case Said.ByModel model -> model(model);
        }
    }

    private void user(Said.ByUser user) {
        ArrayNode parts = Json.array();
        for (Said.Part part : user.parts()) {
            switch (part) {
                case Said.Part.Text text -> {
                    if (!text.text().isBlank()) {
                        parts.add(text(text.text()));
                    }
                }
                case Said.Part.Picture picture -> {
                    Contents.Bytes bytes = Contents.bytes(picture);
                    parts.addObject()
                            .putObject("inlineData")
                            .put("mimeType", bytes.type())
                            .put("data", bytes.base64());
                }
            }
        }
        turns.user(parts);
    }

    /** The first call of a turn has the signature of the reasoning that led to it. */
    private void model(Said.ByModel said) {
        ArrayNode reasoning = Json.array();
        ArrayNode parts = Json.array();
        ArrayNode results = Json.array();
        String signature = request.model().startsWith("gemini-3") ? OTHERS_SIGNATURE : "";
        for (Said.Block block : said.blocks()) {
            switch (block) {
                case Said.Block.Text text -> parts.add(text(text.text()));
                case Said.Block.Reasoning thought -> {
                    signature = thought.signature();
                    if (!thought.text().isBlank()) {
                        reasoning.add(text(thought.text()).put("thought", true));
                    }
                }
                case Said.Block.Call call -> {
                    ObjectNode part = parts.addObject();
                    if (!signature.isEmpty()) {
                        part.put("thoughtSignature", signature);
                    }
                    signature = "";
                    part.putObject("functionCall")
                            .put("name", call.name())
                            .set("args", Arguments.object(call.arguments()));
                    results.addObject()
                            .putObject("functionResponse")
                            .put("name", call.name())
                            .putObject("response")
                            .put("response", call.output());
                }
            }
        }
        turns.model(reasoning, parts);
        if (!results.isEmpty()) {
            turns.user(results);
        }
    }

    private static ObjectNode text(String text) {
        return Json.object().put("text", text);
    }

    private void settings(ModelSettings settings) {
        Unmapped.note("gemini", "parallelToolCalls", settings.parallelToolCalls());
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
            thinking(config.putObject("thinkingConfig"), settings.reasoningEffort());
        }
        if (!config.isEmpty()) {
            body.set("generationConfig", config);
        }
    }

    private void thinking(ObjectNode config, String effort) {
        config.put("includeThoughts", !effort.equals("none"));
        if (request.model().startsWith("gemini-3")) {
            config.put("thinkingLevel", effort);
        } else {
            config.put("thinkingBudget", Effort.tokens(effort));
        }
    }

    private void tools(ModelSettings settings) {
        if (request.tools().functions().isEmpty()) {
            return;
        }
        ArrayNode declarations = body.putArray("tools").addObject().putArray("functionDeclarations");
        request.tools().functions().forEach(tool -> {
            ObjectNode declaration = declarations.addObject().put("name", tool.name());
            if (!tool.description().isEmpty()) {
                declaration.put("description", tool.description());
            }
            // Not "parameters", which is Google's own form of schemas and a small part of JSON Schema.
            declaration.set("parametersJsonSchema", tool.inputSchema());
        });
        if (settings.toolChoice() != null) {
            choice(body.putObject("toolConfig").putObject("functionCallingConfig"), settings.toolChoice());
        }
    }

    private static void choice(ObjectNode calling, String choice) {
        switch (choice) {
            case "auto", "none" -> calling.put("mode", choice.toUpperCase(Locale.ROOT));
            case "required" -> calling.put("mode", "ANY");
            default ->
                calling.put("mode", "ANY").putArray("allowedFunctionNames").add(choice);
        }
    }
}
