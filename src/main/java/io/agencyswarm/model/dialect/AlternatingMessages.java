package io.agencyswarm.model.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Writes the messages of a format in which user and model alternate, the user is first and last, and no text is blank.
 * Consecutive messages of one role are joined. System messages at the beginning are written separately. Later ones
 * become user messages: the provider would refuse them as system messages, and moved to the beginning they would lose
 * their place in the conversation.
 */
final class AlternatingMessages {

    /** Writes the content blocks of a format. */
    interface Blocks {

        ObjectNode text(String text);

        ObjectNode image(PromptMessage.Part.ImagePart image);

        ObjectNode file(PromptMessage.Part.FilePart file);

        /** Writes a part of a user message or of a tool's output. */
        default ObjectNode part(PromptMessage.Part part) {
            return switch (part) {
                case PromptMessage.Part.TextPart(String text) -> text(text);
                case PromptMessage.Part.ImagePart image -> image(image);
                case PromptMessage.Part.FilePart file -> file(file);
            };
        }

        /** Returns null if the format has no block for it. */
        @Nullable
        ObjectNode reasoning(PromptMessage.Block.ReasoningBlock reasoning);

        ObjectNode call(PromptMessage.Block.CallBlock call);

        ObjectNode result(PromptMessage.Block.CallBlock call);
    }

    private static final String USER = "user";

    private final Blocks blocks;
    private final String modelRole;
    private final String content;
    private final ArrayNode system = Json.array();
    private final ArrayNode messages = Json.array();

    /**
     * Creates an empty conversation.
     *
     * @param modelRole the model's role
     * @param content the field with a message's blocks
     */
    AlternatingMessages(Blocks blocks, String modelRole, String content) {
        this.blocks = blocks;
        this.modelRole = modelRole;
        this.content = content;
    }

    /** The system messages at the beginning, as text blocks. */
    ArrayNode system() {
        return system;
    }

    /** The messages so far. */
    ArrayNode messages() {
        return messages;
    }

    /**
     * Returns whether the conversation ends with the results of calls that had no reasoning before them.
     *
     * @param isResult whether a block is the result of a call
     * @param isReasoning whether a block is reasoning
     */
    boolean endsWithUnreasonedCalls(Predicate<JsonNode> isResult, Predicate<JsonNode> isReasoning) {
        JsonNode last = messages.path(messages.size() - 1).path(content).path(0);
        JsonNode before = messages.path(messages.size() - 2).path(content).path(0);
        return isResult.test(last) && !isReasoning.test(before);
    }

    /** Writes a complete conversation. */
    AlternatingMessages write(List<PromptMessage> conversation) {
        for (PromptMessage message : conversation) {
            switch (message) {
                case PromptMessage.SystemMessage systemMessage
                when messages.isEmpty() -> system.add(blocks.text(systemMessage.text()));
                case PromptMessage.SystemMessage systemMessage -> turn(USER).add(blocks.text(systemMessage.text()));
                case PromptMessage.UserMessage user -> addUserMessage(user);
                case PromptMessage.AssistantMessage model -> addModelMessage(model);
            }
        }
        if (messages.isEmpty()) {
            turn(USER).add(blocks.text(ContentParts.EMPTY));
        } else if (!role().equals(USER)) {
            turn(USER).add(blocks.text(ContentParts.CONTINUE));
        }
        return this;
    }

    private void addUserMessage(PromptMessage.UserMessage message) {
        ArrayNode userBlocks = Json.array();
        for (PromptMessage.Part part : message.parts()) {
            if (!(part instanceof PromptMessage.Part.TextPart(String text) && text.isBlank())) {
                userBlocks.add(blocks.part(part));
            }
        }
        turn(USER).addAll(userBlocks.isEmpty() ? userBlocks.add(blocks.text(ContentParts.EMPTY)) : userBlocks);
    }

    /** Writes a model message. Reasoning comes first, because providers require it. */
    private void addModelMessage(PromptMessage.AssistantMessage answer) {
        if (messages.isEmpty()) {
            turn(USER).add(blocks.text(ContentParts.EMPTY));
        }
        ArrayNode all = turn(modelRole);
        ArrayNode results = Json.array();
        int reasoned = 0;
        for (PromptMessage.Block block : answer.blocks()) {
            switch (block) {
                case PromptMessage.Block.TextBlock(String text) -> all.add(blocks.text(text));
                case PromptMessage.Block.ReasoningBlock reasoning -> {
                    ObjectNode reasoningBlock = blocks.reasoning(reasoning);
                    if (reasoningBlock != null) {
                        all.insert(reasoned++, reasoningBlock);
                    }
                }
                case PromptMessage.Block.CallBlock call -> {
                    all.add(blocks.call(call));
                    results.add(blocks.result(call));
                }
            }
        }
        if (!results.isEmpty()) {
            turn(USER).addAll(results);
        }
    }

    private ArrayNode turn(String role) {
        JsonNode last = messages.path(messages.size() - 1);
        return role().equals(role)
                ? (ArrayNode) last.path(content)
                : messages.addObject().put("role", role).putArray(content);
    }

    private String role() {
        return messages.path(messages.size() - 1).path("role").asText("");
    }
}
