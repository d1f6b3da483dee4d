package io.agencyswarm.quirks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** A model of each format, for an agent with scripted answers. */
enum Speaker {
    RESPONSES("gpt-4o", WireFormat.RESPONSES, "call_R%d"),
    /** Its ids have a form and a length that no other provider accepts. */
    CHAT("litellm/openai/gpt-4o", WireFormat.CHAT, "functions.add:" + "x".repeat(60) + "|%d"),
    DEEPSEEK("litellm/deepseek/deepseek-reasoner", WireFormat.CHAT, "call_00_aBcDeFgHiJkLmNoPqRsTuV%d"),
    MISTRAL("litellm/mistral/mistral-large-latest", WireFormat.CHAT, "Mis%06d"),
    CLAUDE("litellm/anthropic/claude-sonnet-4-5", WireFormat.ANTHROPIC, "toolu_01%d"),
    GEMINI("litellm/gemini/gemini-3-pro-preview", WireFormat.GEMINI, ""),
    OLLAMA("litellm/ollama_chat/llama3.2", WireFormat.OLLAMA, ""),
    BEDROCK("litellm/bedrock/anthropic.claude-sonnet-4-5", WireFormat.BEDROCK, "tooluse_%d");

    private final String model;
    private final WireFormat format;
    private final String callId;

    Speaker(String model, WireFormat format, String callId) {
        this.model = model;
        this.format = format;
        this.callId = callId;
    }

    String model() {
        return model;
    }

    WireFormat format() {
        return format;
    }

    /** Returns whether it requires its reasoning during a turn. */
    boolean wantsReasoning() {
        return switch (this) {
            case RESPONSES, DEEPSEEK, CLAUDE, GEMINI, BEDROCK -> true;
            case CHAT, MISTRAL, OLLAMA -> false;
        };
    }

    /** Returns the answer in this model's format. */
    ScriptedTurn turn(SpokenAnswer answer) {
        return this == MISTRAL ? answer.ofMistral() : answer.in(format);
    }

    /** Returns a call with an id in this model's form. */
    SpokenAnswer.Call call(int number, String name, String arguments) {
        JsonNode json = JsonText.of(arguments);
        return new SpokenAnswer.Call(callId.isEmpty() ? "" : callId.formatted(number), name, json);
    }

    /** Returns an answer with reasoning and calls; the reasoning has a unique marker. */
    SpokenAnswer calls(int number, String text, SpokenAnswer.Call... calls) {
        return new SpokenAnswer(mark(number), "c2ln" + number, text, List.of(calls));
    }

    /** Returns an answer with reasoning and a text. */
    SpokenAnswer says(int number, String text) {
        return new SpokenAnswer(mark(number), "c2ln" + number, text, List.of());
    }

    /** Returns the reasoning of an answer. */
    String mark(int number) {
        return name() + " has thought " + number + " times.";
    }
}
