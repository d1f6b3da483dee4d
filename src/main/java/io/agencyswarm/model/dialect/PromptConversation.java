package io.agencyswarm.model.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.call.CallIdAssigner;
import io.agencyswarm.model.call.CallIdRule;
import io.agencyswarm.tool.ToolSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Converts items to a chat conversation in the order that providers require: the reasoning, text and calls of a turn
 * are one message, and each call holds its output, even if other items are between them. Left out are blank texts of
 * the system and the model, items of other types, such as calls of OpenAI's hosted tools, and the reasoning of other
 * providers, which a provider would refuse.
 */
final class PromptConversation {

    private final String reasoningTag;
    private final OutputMedia media;
    private final CallIdAssigner ids;
    private final List<PromptMessage> messages = new ArrayList<>();

    /** The outputs by call id. Some providers use an id more than once in a conversation. */
    private final Map<String, Deque<Item.FunctionCallOutput>> outputs = new HashMap<>();

    private List<PromptMessage.Block> turn = new ArrayList<>();
    private String signature = "";
    private boolean modelAnswered;
    private boolean hasCalls;

    /** Whether there was reasoning after the last text, even if it was left out. */
    private boolean reasonedSinceText;

    /** The output parts of the turn's calls that are not allowed in their results. */
    private List<PromptMessage.Part> mediaAfterResults = new ArrayList<>();

    private PromptConversation(CallIdRule rule, String reasoningTag, OutputMedia media) {
        this.ids = new CallIdAssigner(rule);
        this.reasoningTag = reasoningTag;
        this.media = media;
    }

    /**
     * Returns the conversation of a request, with the instructions first.
     *
     * @param rule which ids of calls the provider accepts
     * @param reasoningTag prefix of the reasoning that is sent back to this provider; empty if none is
     * @param media which media the provider accepts in tools' outputs
     */
    static List<PromptMessage> of(ModelRequest request, CallIdRule rule, String reasoningTag, OutputMedia media) {
        if (!request.tools().codeInterpreterFileIds().isEmpty()) {
            throw ContentParts.unsupported(
                    "this model does not accept files; use a model of OpenAI, or put the text into the message");
        }
        PromptConversation conversation = new PromptConversation(rule, reasoningTag, media);
        conversation.addSystem(request.instructions());
        for (Item item : request.input()) {
            if (item instanceof Item.FunctionCallOutput output) {
                conversation
                        .outputs
                        .computeIfAbsent(output.callId(), _ -> new ArrayDeque<>())
                        .add(output);
            }
        }
        request.input().forEach(conversation::add);
        conversation.endTurn();
        return conversation.messages;
    }

    private void add(Item item) {
        switch (item) {
            case Item.Message message when message.role().equals("assistant") -> addText(message.text());
            case Item.Message message -> {
                endTurn();
                if (message.role().equals("system") || message.role().equals("developer")) {
                    addSystem(message.text());
                } else {
                    messages.add(new PromptMessage.UserMessage(
                            ContentParts.of(message.json().path("content"))));
                }
            }
            case Item.Reasoning reasoning -> addReasoning(reasoning.json());
            case Item.FunctionCall call -> addCall(call);
            // Each output is written with its call.
            case Item.FunctionCallOutput _ -> endTurn();
            case Item.HostedCall _, Item.OtherCall _, Item.OtherCallOutput _, Item.Other _ -> {}
        }
    }

    private void addSystem(String text) {
        if (!text.isBlank()) {
            messages.add(new PromptMessage.SystemMessage(text));
        }
    }

    /** Adds a text. Text directly after text is another answer, and text after calls follows their outputs. */
    private void addText(String text) {
        if (text.isBlank()) {
            return;
        }
        if (hasCalls || (modelAnswered && !reasonedSinceText)) {
            endTurn();
        }
        turn.add(new PromptMessage.Block.TextBlock(text));
        modelAnswered = true;
        reasonedSinceText = false;
    }

    private void addReasoning(JsonNode reasoning) {
        if (hasCalls) {
            endTurn();
        }
        reasonedSinceText = true;
        String encrypted = LenientFields.text(reasoning, "encrypted_content");
        if (!reasoningTag.isEmpty() && encrypted.startsWith(reasoningTag)) {
            StringBuilder text = new StringBuilder();
            reasoning.path("summary").forEach(part -> text.append(LenientFields.text(part, "text")));
            signature = encrypted.substring(reasoningTag.length());
            turn.add(new PromptMessage.Block.ReasoningBlock(text.toString(), signature));
        }
    }

    private void addCall(Item.FunctionCall call) {
        Item.FunctionCallOutput output =
                outputs.getOrDefault(call.callId(), new ArrayDeque<>()).poll();
        turn.add(new PromptMessage.Block.CallBlock(
                ids.idFor(call),
                ToolSpec.validName(call.name()),
                call.arguments(),
                output == null ? List.of() : result(call, output),
                hasCalls ? null : signature));
        hasCalls = true;
    }

    private List<PromptMessage.Part> result(Item.FunctionCall call, Item.FunctionCallOutput output) {
        List<PromptMessage.Part> parts = media.read(output.json().path("output"));
        List<PromptMessage.Part> others = parts.stream()
                .filter(part -> !(part instanceof PromptMessage.Part.TextPart))
                .toList();
        if (media.inResults() || others.isEmpty()) {
            return parts;
        }
        mediaAfterResults.add(new PromptMessage.Part.TextPart("What the tool " + call.name() + " returned:"));
        mediaAfterResults.addAll(others);
        List<PromptMessage.Part> texts = parts.stream()
                .filter(PromptMessage.Part.TextPart.class::isInstance)
                .toList();
        return texts.isEmpty() ? List.of(new PromptMessage.Part.TextPart("It is in the next message.")) : texts;
    }

    private void endTurn() {
        if (modelAnswered || hasCalls) {
            messages.add(new PromptMessage.AssistantMessage(turn));
        }
        if (!mediaAfterResults.isEmpty()) {
            messages.add(new PromptMessage.UserMessage(mediaAfterResults));
        }
        mediaAfterResults = new ArrayList<>();
        turn = new ArrayList<>();
        signature = "";
        modelAnswered = false;
        reasonedSinceText = false;
        hasCalls = false;
    }
}
