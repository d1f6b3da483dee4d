package io.agencyswarm.quirks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A model's answer in one turn, independent of the format.
 *
 * @param reasoning the reasoning; empty if there is none
 * @param signature the signature of the reasoning; empty if it is not signed
 * @param text the text; empty if there is none
 */
record SpokenAnswer(String reasoning, String signature, String text, List<Call> calls) {

    /**
     * A call.
     *
     * @param id the id, for formats with ids
     */
    record Call(String id, String name, JsonNode arguments) {}

    /** Returns an answer with only a text. */
    static SpokenAnswer text(String text) {
        return new SpokenAnswer("", "", text, List.of());
    }

    /** Returns a correct stream in a format. */
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

    /** Returns the same in Mistral's form, in which reasoning is a part of the content. */
    ScriptedTurn ofMistral() {
        return SseAnswers.turn(ChatAnswers.mistral(this));
    }
}
