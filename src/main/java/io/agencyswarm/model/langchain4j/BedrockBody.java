package io.agencyswarm.model.langchain4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import io.agencyswarm.item.Json;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes a conversation as Converse wants it: two roles take turns, and no text is blank. */
final class BedrockBody {

    /** In place of a blank text that can't be left out. */
    private static final String EMPTY = "(empty)";

    private final ObjectNode body = Json.object();
    private final ArrayNode messages = body.putArray("messages");
    private final boolean sendsThoughts;

    private BedrockBody(boolean sendsThoughts) {
        this.sendsThoughts = sendsThoughts;
    }

    static ObjectNode of(ChatRequest chat, boolean sendsThoughts) {
        BedrockBody written = new BedrockBody(sendsThoughts);
        chat.messages().forEach(written::add);
        written.settings(chat);
        return written.body;
    }

    private void add(ChatMessage message) {
        switch (message) {
            case SystemMessage system -> body.withArray("/system").addObject().put("text", system.text());
            case UserMessage user -> user(user.contents());
            case AiMessage said -> assistant(said);
            case ToolExecutionResultMessage result -> {
                ObjectNode block =
                        turn("user").addObject().putObject("toolResult").put("toolUseId", result.id());
                block.putArray("content").addObject().put("text", orEmpty(result.text()));
            }
            default -> throw new IllegalArgumentException("a message of type " + message.type() + " can't go");
        }
    }

    /** The content to which a role's next words are added: of its last message, while the other has not spoken since. */
    private ArrayNode turn(String role) {
        JsonNode last = messages.path(messages.size() - 1);
        return last.path("role").asText("").equals(role)
                ? (ArrayNode) last.path("content")
                : messages.addObject().put("role", role).putArray("content");
    }

    private void user(List<Content> contents) {
        ArrayNode blocks = Json.mapper().createArrayNode();
        for (Content content : contents) {
            switch (content) {
                case TextContent text -> text(blocks, text.text());
                case ImageContent image -> picture(blocks, image.image());
                default -> throw new IllegalArgumentException("content of type " + content.type() + " can't go");
            }
        }
        if (blocks.isEmpty()) {
            text(blocks, EMPTY);
        }
        turn("user").addAll(blocks);
    }

    private void assistant(AiMessage said) {
        ArrayNode blocks = Json.mapper().createArrayNode();
        if (sendsThoughts) {
            thoughts(blocks, said);
        }
        text(blocks, said.text());
        for (ToolExecutionRequest call : said.toolExecutionRequests()) {
            blocks.addObject()
                    .putObject("toolUse")
                    .put("toolUseId", call.id())
                    .put("name", call.name())
                    .set("input", read(call.arguments()));
        }
        if (!blocks.isEmpty()) {
            turn("assistant").addAll(blocks);
        }
    }

    private static void thoughts(ArrayNode blocks, AiMessage said) {
        if (said.attributes().get(Turn.SIGNATURE) instanceof String signature) {
            blocks.addObject()
                    .putObject("reasoningContent")
                    .putObject("reasoningText")
                    .put("text", said.thinking() == null ? "" : said.thinking())
                    .put("signature", signature);
        }
        if (said.attributes().get(Turn.REDACTED) instanceof List<?> secrets) {
            secrets.forEach(secret ->
                    blocks.addObject().putObject("reasoningContent").put("redactedContent", String.valueOf(secret)));
        }
    }

    private static void text(ArrayNode blocks, @Nullable String text) {
        if (text != null && !text.isBlank()) {
            blocks.addObject().put("text", text);
        }
    }

    private static void picture(ArrayNode blocks, Image image) {
        String type = String.valueOf(image.mimeType()).toLowerCase(Locale.ROOT);
        blocks.addObject()
                .putObject("image")
                .put("format", type.equals("image/jpg") ? "jpeg" : type.substring(type.indexOf('/') + 1))
                .putObject("source")
                .put("bytes", image.base64Data());
    }

    private void settings(ChatRequest chat) {
        ObjectNode inference = Json.object();
        if (chat.maxOutputTokens() != null) {
            inference.put("maxTokens", chat.maxOutputTokens());
        }
        if (chat.temperature() != null) {
            inference.put("temperature", chat.temperature());
        }
        if (chat.topP() != null) {
            inference.put("topP", chat.topP());
        }
        if (!inference.isEmpty()) {
            body.set("inferenceConfig", inference);
        }
        ResponseFormat format = chat.responseFormat();
        if (format != null && format.jsonSchema().rootElement() instanceof JsonRawSchema raw) {
            output(format.jsonSchema().name(), read(raw.schema()));
        }
    }

    /** The schema is a text here, and held to what Anthropic takes. */
    private void output(String name, JsonNode schema) {
        UnlimitedSchemas.simplify(schema);
        ObjectNode format =
                body.putObject("outputConfig").putObject("textFormat").put("type", "json_schema");
        format.putObject("structure").putObject("jsonSchema").put("name", name).put("schema", Json.text(schema));
    }

    private static String orEmpty(String text) {
        return text.isBlank() ? EMPTY : text;
    }

    private static JsonNode read(String json) {
        try {
            return Json.read(json);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException("a schema or the arguments of a call are no JSON", malformed);
        }
    }
}
