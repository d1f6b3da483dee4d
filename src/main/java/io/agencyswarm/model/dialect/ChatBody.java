package io.agencyswarm.model.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.ModelSettings;
import io.agencyswarm.model.OutputSchema;
import io.agencyswarm.model.http.ExtraArguments;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Writes the body of a Chat Completions request. */
final class ChatBody {

    /** Marks reasoning that is sent back to DeepSeek's models only. */
    static final String REASONING_TAG = "deepseek:";

    /** Replaces the reasoning of another provider's model, because this provider requires one. */
    private static final String OTHERS_REASONING = "(the reasoning of another model, which is not known)";

    private static final OutputMedia IMAGES = new OutputMedia(Set.of(OutputMedia.Rule.IMAGE_ADDRESSES), Set.of());
    private static final OutputMedia IMAGES_AND_PDFS =
            new OutputMedia(Set.of(OutputMedia.Rule.IMAGE_ADDRESSES), Set.of(OutputMedia.PDF));

    private static final String NO_ANSWER = "(no answer)";

    private final ChatCompletions dialect;
    private final ModelRequest request;
    private final ObjectNode body = Json.object();
    private final ArrayNode messages;

    ChatBody(ChatCompletions dialect, ModelRequest request) {
        this.dialect = dialect;
        this.request = request;
        body.put("model", request.model());
        messages = body.putArray("messages");
    }

    ObjectNode write() {
        boolean keepsReasoning = is(ChatTrait.WANTS_REASONING_CONTENT);
        List<PromptMessage> history = PromptConversation.of(
                request, dialect.ids(), reasoningTag(), is(ChatTrait.FILES) ? IMAGES_AND_PDFS : IMAGES);
        List<PromptMessage> conversation = is(ChatTrait.ALTERNATING) ? JoinedTurns.of(history) : history;
        int question = lastOfUser(conversation);
        for (int i = 0; i < conversation.size(); i++) {
            switch (conversation.get(i)) {
                case PromptMessage.SystemMessage system -> writeSystem(system.text());
                case PromptMessage.UserMessage user -> writeUser(user);
                case PromptMessage.AssistantMessage model -> writeAssistant(model, keepsReasoning && i > question);
            }
        }
        if (is(ChatTrait.USER_LAST) && !lastRole().equals("user") && !lastRole().equals("tool")) {
            messages.addObject().put("role", "user").put("content", ContentParts.CONTINUE);
        }
        writeSettings(request.settings());
        writeTools();
        if (request.output() != null) {
            writeOutput(request.output());
        }
        ExtraArguments.merge(request, body);
        return body;
    }

    private String reasoningTag() {
        if (is(ChatTrait.WANTS_REASONING_CONTENT)) {
            return REASONING_TAG;
        }
        return is(ChatTrait.WANTS_REASONING_DETAILS) ? ReasoningDetails.TAG : "";
    }

    private static int lastOfUser(List<PromptMessage> conversation) {
        for (int i = conversation.size() - 1; i >= 0; i--) {
            if (conversation.get(i) instanceof PromptMessage.UserMessage) {
                return i;
            }
        }
        return -1;
    }

    private boolean is(ChatTrait trait) {
        return dialect.is(trait);
    }

    private void writeSystem(String text) {
        if (is(ChatTrait.SYSTEM_FIRST) && !messages.isEmpty() && !lastRole().equals("system")) {
            writeUser(new PromptMessage.UserMessage(List.of(new PromptMessage.Part.TextPart(text))));
        } else {
            messages.addObject().put("role", "system").put("content", text);
        }
    }

    private String lastRole() {
        return messages.path(messages.size() - 1).path("role").asText("");
    }

    private void writeUser(PromptMessage.UserMessage user) {
        if (is(ChatTrait.NO_USER_AFTER_TOOL) && lastRole().equals("tool")) {
            messages.addObject().put("role", "assistant").put("content", NO_ANSWER);
        }
        if (user.isText()) {
            messages.addObject().put("role", "user").put("content", user.text("\n"));
        } else {
            ArrayNode parts = messages.addObject().put("role", "user").putArray("content");
            user.parts().forEach(part -> writePart(part, parts.addObject()));
        }
    }

    private void writePart(PromptMessage.Part part, ObjectNode into) {
        switch (part) {
            case PromptMessage.Part.TextPart text -> into.put("type", "text").put("text", text.text());
            case PromptMessage.Part.ImagePart imagePart
            when is(ChatTrait.IMAGE_AS_TEXT) -> into.put("type", "image_url").put("image_url", imagePart.url());
            case PromptMessage.Part.ImagePart imagePart -> {
                ObjectNode image =
                        into.put("type", "image_url").putObject("image_url").put("url", imagePart.url());
                image.put("detail", imagePart.detail().isEmpty() ? "auto" : imagePart.detail());
            }
            case PromptMessage.Part.FilePart file ->
                into.put("type", "file")
                        .putObject("file")
                        .put("filename", file.name().isBlank() ? "document.pdf" : file.name())
                        .put("file_data", file.url());
        }
    }

    private void writeAssistant(PromptMessage.AssistantMessage answer, boolean withReasoning) {
        List<PromptMessage.Block.CallBlock> calls = answer.calls();
        String text = answer.text();
        ObjectNode message = messages.addObject().put("role", "assistant");
        if (!text.isEmpty()) {
            message.put("content", text);
        }
        if (withReasoning && !calls.isEmpty()) {
            String reasoning = answer.reasoning();
            message.put("reasoning_content", reasoning.isBlank() ? OTHERS_REASONING : reasoning);
        }
        if (is(ChatTrait.WANTS_REASONING_DETAILS) && !is(ChatTrait.WANTS_REASONING_CONTENT)) {
            writeDetails(answer, message);
        }
        if (!calls.isEmpty()) {
            ArrayNode callArray = message.putArray("tool_calls");
            calls.forEach(call -> callArray
                    .addObject()
                    .put("id", call.id())
                    .put("type", "function")
                    .putObject("function")
                    .put("name", call.name())
                    .put("arguments", call.arguments()));
        }
        calls.forEach(call -> messages.addObject()
                .put("role", "tool")
                .put("tool_call_id", call.id())
                .put("content", call.text()));
    }

    /**
     * Writes the reasoning details unchanged. Details that are no longer a list, because a client changed them, are
     * left out.
     */
    private static void writeDetails(PromptMessage.AssistantMessage answer, ObjectNode message) {
        answer.blocks().stream()
                .filter(PromptMessage.Block.ReasoningBlock.class::isInstance)
                .map(block -> LenientFields.parse(((PromptMessage.Block.ReasoningBlock) block).signature()))
                .filter(JsonNode::isArray)
                .findFirst()
                .ifPresent(details -> message.set("reasoning_details", details));
    }

    private void writeSettings(ModelSettings settings) {
        if (settings.temperature() != null) {
            body.put("temperature", settings.temperature());
        }
        if (settings.topP() != null) {
            body.put("top_p", settings.topP());
        }
        if (settings.maxOutputTokens() != null) {
            body.put(
                    is(ChatTrait.MAX_COMPLETION_TOKENS) ? "max_completion_tokens" : "max_tokens",
                    settings.maxOutputTokens());
        }
        if (is(ChatTrait.NO_REASONING_EFFORT)) {
            UnsupportedSettings.log("this provider", "reasoningEffort", settings.reasoningEffort());
        } else if (settings.reasoningEffort() != null) {
            body.put("reasoning_effort", settings.reasoningEffort());
        }
        if (is(ChatTrait.OPENAI_SETTINGS)) {
            writeOpenAiSettings(settings);
        } else {
            UnsupportedSettings.logOpenAiOnly("this provider", settings);
        }
        body.put("stream", true);
        if (settings.includeUsage() && !is(ChatTrait.NO_STREAM_OPTIONS)) {
            body.putObject("stream_options").put("include_usage", true);
        }
    }

    private void writeOpenAiSettings(ModelSettings settings) {
        if (settings.verbosity() != null) {
            body.put("verbosity", settings.verbosity().name().toLowerCase(Locale.ROOT));
        }
        if (settings.store() != null) {
            body.put("store", settings.store());
        }
        if (!settings.metadata().isEmpty()) {
            body.set("metadata", Json.tree(settings.metadata()));
        }
        UnsupportedSettings.logResponsesOnly("chat completions", settings);
    }

    private void writeTools() {
        ModelSettings settings = request.settings();
        if (request.tools().functions().isEmpty()) {
            return;
        }
        ArrayNode tools = body.putArray("tools");
        request.tools().functions().forEach(tool -> {
            ObjectNode function = tools.addObject()
                    .put("type", "function")
                    .putObject("function")
                    .put("name", tool.name());
            if (!tool.description().isEmpty()) {
                function.put("description", tool.description());
            }
            function.set("parameters", tool.inputSchema());
        });
        if (settings.parallelToolCalls() != null) {
            body.put("parallel_tool_calls", settings.parallelToolCalls());
        }
        switch (settings.toolChoice()) {
            case null -> {}
            case "auto", "none" -> body.put("tool_choice", settings.toolChoice());
            case "required" -> body.put("tool_choice", is(ChatTrait.ANY_FOR_REQUIRED) ? "any" : "required");
            default ->
                body.putObject("tool_choice")
                        .put("type", "function")
                        .putObject("function")
                        .put("name", settings.toolChoice());
        }
    }

    private void writeOutput(OutputSchema output) {
        if (is(ChatTrait.NO_SCHEMAS)) {
            body.putObject("response_format").put("type", "json_object");
            messages.insertObject(0)
                    .put("role", "system")
                    .put(
                            "content",
                            "Answer with one JSON object that fits this JSON schema: " + Json.text(output.schema()));
            return;
        }
        body.putObject("response_format")
                .put("type", "json_schema")
                .putObject("json_schema")
                .put("name", output.name())
                .put("strict", true)
                .set("schema", output.schema());
    }
}
