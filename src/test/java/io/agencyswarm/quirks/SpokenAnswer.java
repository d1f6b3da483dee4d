package io.agencyswarm.quirks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What a model says in one turn, whatever the format.
 *
 * @param reasoning empty where it tells none
 * @param signature of the reasoning, in formats that have one; empty where it is not signed
 * @param text empty where it says none
 */
record SpokenAnswer(String reasoning, String signature, String text, List<Call> calls) {

    /**
     * A call.
     *
     * @param id in formats that have ids
     */
    record Call(String id, String name, JsonNode arguments) {}

    /** A text alone. */
    static SpokenAnswer text(String text) {
        return new SpokenAnswer("", "", text, List.of());
    }

    /** A correct stream in a format. */
    ScriptedTurn in(WireFormat format) {
        return switch (format) {
            case CHAT -> SseAnswers.turn(ChatAnswers.chat(this));
            case RESPONSES -> SseAnswers.turn(SseAnswers.responses(this));
            case ANTHROPIC -> SseAnswers.turn(SseAnswers.anthropic(this));
            case GEMINI -> SseAnswers.turn(SseAnswers.gemini(this));
            case OLLAMA -> ChatAnswers.ollama(this);
            case BEDROCK -> BedrockAnswers.turn(this);
            case UNKNOWN -> ScriptedTurn.of(404, "application/json", new byte[0]);
        };
    }

    /** The same in the form of Mistral, whose reasoning is a part of the content. */
    ScriptedTurn ofMistral() {
        return SseAnswers.turn(ChatAnswers.mistral(this));
    }
}
