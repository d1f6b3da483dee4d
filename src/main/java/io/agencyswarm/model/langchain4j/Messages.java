package io.agencyswarm.model.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import io.agencyswarm.item.Item;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns items into the messages of a chat. What the model said in one turn, its thoughts, a text and its calls, becomes
 * one message, and the outputs of the calls follow at once, wherever they stand among the items: that is what providers
 * insist on. Items of other kinds, such as calls of a tool that OpenAI runs itself, mean nothing elsewhere and are left
 * out.
 */
final class Messages {

    private final Dialect.Rules rules;
    private final List<ChatMessage> messages = new ArrayList<>();

    /** The outputs by their calls' id, which some providers use more than once in a conversation. */
    private final Map<String, Deque<Item.FunctionCallOutput>> outputs = new HashMap<>();

    private Turn turn;

    private Messages(Dialect.Rules rules) {
        this.rules = rules;
        this.turn = new Turn(rules);
    }

    static List<ChatMessage> of(String instructions, List<Item> items, Dialect.Rules rules) {
        Messages chat = new Messages(rules);
        chat.system(instructions);
        for (Item item : items) {
            if (item instanceof Item.FunctionCallOutput output) {
                chat.outputs
                        .computeIfAbsent(output.callId(), id -> new ArrayDeque<>())
                        .add(output);
            }
        }
        items.forEach(chat::add);
        chat.endTurn();
        return chat.messages;
    }

    private void add(Item item) {
        switch (item) {
            case Item.Message message
            when message.role().equals("assistant") -> {
                if (turn.hasSpoken()) {
                    endTurn();
                }
                turn.say(message.text());
            }
            case Item.Message message -> {
                endTurn();
                if (message.role().equals("system") || message.role().equals("developer")) {
                    remark(message.text());
                } else {
                    messages.add(UserMessage.from(Contents.of(message.json().path("content"), rules)));
                }
            }
            case Item.Reasoning reasoning -> {
                if (turn.hasSpoken()) {
                    endTurn();
                }
                turn.think(reasoning.json());
            }
            case Item.FunctionCall call -> turn.call(call);
            // The outputs themselves are told where the turn ends.
            case Item.FunctionCallOutput _ -> endTurn();
            case Item.Other _ -> {}
        }
    }

    /** What the framework says in mid-conversation, such as why an answer may not pass. */
    private void remark(String text) {
        boolean begun = !messages.isEmpty() && !(messages.getLast() instanceof SystemMessage);
        if (rules.systemFirst() && begun && !text.isBlank()) {
            messages.add(UserMessage.from(text));
        } else {
            system(text);
        }
    }

    private void system(String text) {
        if (!text.isBlank()) {
            messages.add(SystemMessage.from(text));
        }
    }

    private void endTurn() {
        Turn ended = turn;
        turn = new Turn(rules);
        if (!ended.hasSpoken()) {
            return;
        }
        messages.add(ended.message());
        for (ToolExecutionRequest call : ended.calls()) {
            Item.FunctionCallOutput output =
                    outputs.getOrDefault(call.id(), new ArrayDeque<>()).poll();
            if (output != null) {
                String text = Contents.text(output.json().path("output"), "the output of " + call.name());
                messages.add(ToolExecutionResultMessage.from(call, text));
            }
        }
    }
}
