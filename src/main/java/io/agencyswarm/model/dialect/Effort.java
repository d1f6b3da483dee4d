package io.agencyswarm.model.dialect;

import io.agencyswarm.model.ModelSettings;

/** Converts reasoning efforts to numbers of tokens, for providers that expect a number. The numbers are LiteLLM's. */
final class Effort {

    /** The minimum that Claude accepts. */
    private static final int MIN_CLAUDE_BUDGET = 1_024;

    private Effort() {}

    static int tokens(String effort) {
        return switch (effort) {
            case "none" -> 0;
            case "minimal", "low" -> 1_024;
            case "medium" -> 2_048;
            default -> 4_096;
        };
    }

    /**
     * Returns the number of tokens that Claude may use for thinking, less than {@code bound}; 0 if it should not think.
     */
    static int ofClaude(ModelSettings settings, int bound) {
        if (settings.reasoningEffort() == null) {
            return 0;
        }
        int tokens = Math.min(tokens(settings.reasoningEffort()), bound - 1);
        return tokens < MIN_CLAUDE_BUDGET ? 0 : tokens;
    }
}
