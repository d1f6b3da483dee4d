package io.agencyswarm.model.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Json;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a format in which two roles take turns, the user first and last, and no text is blank: what a role
 * says next to its own last words joins them. What the system says at the beginning has a place of its own; what it
 * says later is told as the user's, because it must neither be refused nor be moved to where the model takes it for an
 * old rule.
 */
final class AlternatingMessages {

    /** The blocks of a format. */
    interface Blocks {

        ObjectNode text(String text);

        ObjectNode picture(ChatMessage.Part.PicturePart picture);

        ObjectNode file(ChatMessage.Part.FilePart file);

        /** Any part of what the user says, or a tool gave back. */
        default ObjectNode part(ChatMessage.Part part) {
            return switch (part) {
                case ChatMessage.Part.TextPart(String text) -> text(text);
                case ChatMessage.Part.PicturePart picture -> picture(picture);
                case ChatMessage.Part.FilePart file -> file(file);
            };
        }

        /** Null where the format has no block for it. */
        @Nullable
        ObjectNode reasoning(ChatMessage.Block.ReasoningBlock reasoning);

        ObjectNode call(ChatMessage.Block.CallBlock call);

        ObjectNode result(ChatMessage.Block.CallBlock call);
    }

    private static final String USER = "user";

    private final Blocks blocks;
    private final String modelRole;
    private final String content;
    private final ArrayNode system = Json.array();
    private final ArrayNode messages = Json.array();

    /**
     * Messages before the first.
     *
     * @param modelRole the model's role
     * @param content the field with a message's blocks
     */
    AlternatingMessages(Blocks blocks, String modelRole, String content) {
        this.blocks = blocks;
        this.modelRole = modelRole;
        this.content = content;
    }

    /** What the system says at the beginning, as blocks of text. */
    ArrayNode system() {
        return system;
    }

    /** The messages so far. */
    ArrayNode messages() {
        return messages;
    }

    /**
     * Whether the conversation goes on after calls in front of which there is no reasoning.
     *
     * @param isResult whether a block is what a call gave
     * @param isReasoning whether a block is reasoning
     */
    boolean goesOnWithoutReasoning(Predicate<JsonNode> isResult, Predicate<JsonNode> isReasoning) {
        JsonNode last = messages.path(messages.size() - 1).path(content).path(0);
        JsonNode before = messages.path(messages.size() - 2).path(content).path(0);
        return isResult.test(last) && !isReasoning.test(before);
    }

    /** Writes a whole conversation. */
    AlternatingMessages write(List<ChatMessage> conversation) {
        for (ChatMessage said : conversation) {
            switch (said) {
                case ChatMessage.BySystem bySystem when messages.isEmpty() -> system.add(blocks.text(bySystem.text()));
                case ChatMessage.BySystem bySystem -> turn(USER).add(blocks.text(bySystem.text()));
                case ChatMessage.ByUser user -> user(user);
                case ChatMessage.ByModel model -> model(model);
            }
        }
        if (messages.isEmpty()) {
            turn(USER).add(blocks.text(Contents.EMPTY));
        } else if (!role().equals(USER)) {
            turn(USER).add(blocks.text(Contents.GO_ON));
        }
        return this;
    }

    private void user(ChatMessage.ByUser said) {
        ArrayNode written = Json.array();
        for (ChatMessage.Part part : said.parts()) {
            if (!(part instanceof ChatMessage.Part.TextPart(String text) && text.isBlank())) {
                written.add(blocks.part(part));
            }
        }
        turn(USER).addAll(written.isEmpty() ? written.add(blocks.text(Contents.EMPTY)) : written);
    }

    /** Reasoning comes first in a message, where providers look for it. */
    private void model(ChatMessage.ByModel said) {
        if (messages.isEmpty()) {
            turn(USER).add(blocks.text(Contents.EMPTY));
        }
        ArrayNode all = turn(modelRole);
        ArrayNode results = Json.array();
        int reasoned = 0;
        for (ChatMessage.Block block : said.blocks()) {
            switch (block) {
                case ChatMessage.Block.TextBlock(String text) -> all.add(blocks.text(text));
                case ChatMessage.Block.ReasoningBlock reasoning -> {
                    ObjectNode written = blocks.reasoning(reasoning);
                    if (written != null) {
                        all.insert(reasoned++, written);
                    }
                }
                case ChatMessage.Block.CallBlock call -> {
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
