package io.agencyswarm.model.langchain4j;

/** Efforts of reasoning as tokens, for providers that want a number: LiteLLM's figures. */
final class Effort {

    private Effort() {}

    static int tokens(String effort) {
        return switch (effort) {
            case "none" -> 0;
            case "minimal", "low" -> 1_024;
            case "medium" -> 2_048;
            default -> 4_096;
        };
    }
}
