package io.agencyswarm.model.dialect;

import io.agencyswarm.model.ModelSettings;

/** Efforts of reasoning as tokens, for providers that want a number: LiteLLM's figures. */
final class Effort {

    /** The least that Claude takes. */
    private static final int LEAST_OF_CLAUDE = 1_024;

    private Effort() {}

    static int tokens(String effort) {
        return switch (effort) {
            case "none" -> 0;
            case "minimal", "low" -> 1_024;
            case "medium" -> 2_048;
            default -> 4_096;
        };
    }

    /** What of an answer of so many tokens Claude may think; 0 if it is not to. */
    static int ofClaude(ModelSettings settings, int bound) {
        if (settings.reasoningEffort() == null) {
            return 0;
        }
        int tokens = Math.min(tokens(settings.reasoningEffort()), bound - 1);
        return tokens < LEAST_OF_CLAUDE ? 0 : tokens;
    }
}
