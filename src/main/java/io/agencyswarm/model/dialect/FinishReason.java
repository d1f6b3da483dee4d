package io.agencyswarm.model.dialect;

import java.util.Locale;
import java.util.regex.Pattern;

/** The meaning of a provider's finish reason. One table for all formats, because no reason has two meanings. */
enum FinishReason {
    /** The answer is complete. */
    COMPLETE,
    /** The maximum number of tokens is reached. */
    LENGTH,
    /** The context window is full. */
    WINDOW,
    /** The model or a filter of the provider refused to continue. */
    FILTERED,
    /** The provider expects another request to continue. */
    PAUSED,
    /** The answer failed. */
    FAILED,
    /** An unknown reason. */
    UNKNOWN;

    /**
     * Reasons that denote a failure by their name, such as {@code MALFORMED_FUNCTION_CALL} and {@code network_error}.
     */
    private static final Pattern FAILURE = Pattern.compile("(?i)malformed.*|.*(error|failed|failure)");

    static FinishReason of(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "stop",
                    "end_turn",
                    "stop_sequence",
                    "tool_calls",
                    "tool_use",
                    "function_call",
                    "finish_reason_stop",
                    "complete",
                    "completed" -> COMPLETE;
            case "length", "max_tokens", "max_output_tokens", "max_new_tokens" -> LENGTH;
            case "model_length", "model_context_window_exceeded", "context_length_exceeded" -> WINDOW;
            case "content_filter",
                    "content_filtered",
                    "guardrail_intervened",
                    "refusal",
                    "safety",
                    "recitation",
                    "blocklist",
                    "prohibited_content",
                    "spii",
                    "image_safety",
                    "image_prohibited_content",
                    "image_recitation",
                    "sensitive" -> FILTERED;
            case "pause_turn" -> PAUSED;
            case "unexpected_tool_call",
                    "too_many_tool_calls",
                    "missing_thought_signature",
                    "insufficient_system_resource" -> FAILED;
            default -> FAILURE.matcher(word).matches() ? FAILED : UNKNOWN;
        };
    }
}
