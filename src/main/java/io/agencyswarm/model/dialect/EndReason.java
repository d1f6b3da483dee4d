package io.agencyswarm.model.dialect;

import java.util.Locale;
import java.util.regex.Pattern;

/** What a provider's word for the end of an answer means, whatever its format; none is used in two senses. */
enum EndReason {
    /** All is said. */
    WHOLE,
    /** The bound on the answer's tokens is reached. */
    LENGTH,
    /** The conversation and the answer fill all that the model can hold. */
    WINDOW,
    /** The model or a filter of the provider declined to go on. */
    FILTERED,
    /** The provider wants to be asked to go on. */
    PAUSED,
    /** The answer came to nothing. */
    FAILED,
    /** A word that is new to us. */
    UNKNOWN;

    /** Words that say it themselves, such as {@code MALFORMED_FUNCTION_CALL} and {@code network_error}. */
    private static final Pattern FAILURE = Pattern.compile("(?i)malformed.*|.*(error|failed|failure)");

    static EndReason of(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "stop",
                    "end_turn",
                    "stop_sequence",
                    "tool_calls",
                    "tool_use",
                    "function_call",
                    "finish_reason_stop",
                    "complete",
                    "completed" -> WHOLE;
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
