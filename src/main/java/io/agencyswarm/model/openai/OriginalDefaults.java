package io.agencyswarm.model.openai;

import io.agencyswarm.model.ModelSettings;
import io.agencyswarm.model.ModelSettings.Truncation;
import io.agencyswarm.model.ModelSettings.Verbosity;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The defaults that the original framework sends to OpenAI for settings that an agent does not set. Without them the
 * same agents would answer differently. The values are those of {@code openai-agents} 0.18, which the original uses.
 */
final class OriginalDefaults {

    private static final Pattern DATE = Pattern.compile("-\\d{4}-\\d{2}-\\d{2}$");
    private static final Pattern CHAT = Pattern.compile("gpt-5(\\.\\d)?-chat-latest");

    private OriginalDefaults() {}

    /**
     * Returns the settings, with the defaults for those that are not set.
     *
     * @param model its name without a prefix
     */
    static ModelSettings fill(ModelSettings settings, String model) {
        ModelSettings.Builder filled = settings.toBuilder();
        if (settings.truncation() == null) {
            filled.truncation(Truncation.AUTO);
        }
        if (model.startsWith("gpt-5") && !CHAT.matcher(model).matches()) {
            String effort = effort(DATE.matcher(model).replaceFirst(""));
            // As in the original, which sets no default effort if a summary is set.
            if (settings.reasoningEffort() == null && settings.reasoningSummary() == null && effort != null) {
                filled.reasoningEffort(effort);
            }
            if (settings.verbosity() == null) {
                filled.verbosity(Verbosity.LOW);
            }
        }
        return filled.build();
    }

    /** Null if the model's own default applies. */
    private static @Nullable String effort(String model) {
        return switch (model) {
            case "gpt-5", "gpt-5.2-codex" -> "low";
            case "gpt-5.2-pro", "gpt-5.4-pro" -> "medium";
            case "gpt-5.1",
                    "gpt-5.2",
                    "gpt-5.3-codex",
                    "gpt-5.4",
                    "gpt-5.4-mini",
                    "gpt-5.4-nano",
                    "gpt-5.5",
                    "gpt-5.6",
                    "gpt-5.6-sol",
                    "gpt-5.6-terra",
                    "gpt-5.6-luna" -> "none";
            default -> null;
        };
    }
}
