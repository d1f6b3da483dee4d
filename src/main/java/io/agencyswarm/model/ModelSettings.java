package io.agencyswarm.model;

import io.agencyswarm.net.HeaderRules;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Settings of model requests. The provider's default applies to a setting that is not set, except for a few defaults of
 * the original framework, which are sent to servers of OpenAI's Responses API. Immutable.
 */
public final class ModelSettings {

    /** No setting is set; usage is requested. */
    public static final ModelSettings DEFAULTS = builder().build();

    private static final String TOOL_CHOICE = "tool_choice";
    private static final Set<String> UNFORCED_CHOICES = Set.of("auto", "none");

    private final @Nullable Double temperature;
    private final @Nullable Double topP;
    private final @Nullable Integer maxOutputTokens;
    private final @Nullable Boolean parallelToolCalls;
    private final @Nullable String toolChoice;
    private final @Nullable String reasoningEffort;
    private final @Nullable ReasoningSummary reasoningSummary;
    private final @Nullable Verbosity verbosity;
    private final @Nullable Truncation truncation;
    private final @Nullable Boolean store;
    private final boolean includeUsage;
    private final Map<String, String> metadata;
    private final Map<String, String> headers;
    private final Map<String, Object> extraArguments;

    /** The length of an answer. */
    public enum Verbosity {
        LOW,
        MEDIUM,
        HIGH
    }

    /** How detailed the summaries of a model's reasoning are. */
    public enum ReasoningSummary {
        /** As much as the model can. */
        AUTO,
        CONCISE,
        DETAILED
    }

    /** What happens to a conversation that is too long for the model. */
    public enum Truncation {
        /** Its oldest items are left out. */
        AUTO,
        /** The request fails. */
        DISABLED
    }

    private ModelSettings(Builder builder) {
        temperature = builder.temperature;
        topP = builder.topP;
        maxOutputTokens = builder.maxOutputTokens;
        parallelToolCalls = builder.parallelToolCalls;
        toolChoice = builder.toolChoice;
        reasoningEffort = builder.reasoningEffort;
        reasoningSummary = builder.reasoningSummary;
        verbosity = builder.verbosity;
        truncation = builder.truncation;
        store = builder.store;
        includeUsage = builder.includeUsage;
        metadata = copy(builder.metadata);
        headers = copy(builder.headers);
        extraArguments = copy(builder.extraArguments);
    }

    /** Keeps the order in which the entries were set, because requests have it too. */
    private static <V> Map<String, V> copy(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** Returns a builder with no setting set. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder with these settings. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.temperature = temperature;
        builder.topP = topP;
        builder.maxOutputTokens = maxOutputTokens;
        builder.parallelToolCalls = parallelToolCalls;
        builder.toolChoice = toolChoice;
        builder.reasoningEffort = reasoningEffort;
        builder.reasoningSummary = reasoningSummary;
        builder.verbosity = verbosity;
        builder.truncation = truncation;
        builder.store = store;
        builder.includeUsage = includeUsage;
        builder.metadata.putAll(metadata);
        builder.headers.putAll(headers);
        builder.extraArguments.putAll(extraArguments);
        return builder;
    }

    /** The sampling temperature, 0 to 2; null if it is not set. */
    public @Nullable Double temperature() {
        return temperature;
    }

    /** The share of the likeliest tokens to sample from, 0 to 1; null if it is not set. */
    public @Nullable Double topP() {
        return topP;
    }

    /** The maximum number of tokens of an answer, including reasoning; null if there is no limit. */
    public @Nullable Integer maxOutputTokens() {
        return maxOutputTokens;
    }

    /** Whether one turn may call several tools; null if it is not set. */
    public @Nullable Boolean parallelToolCalls() {
        return parallelToolCalls;
    }

    /**
     * {@code auto}, {@code required}, {@code none} or a tool's name; null if it is not set. A choice that forces a tool
     * is sent only until the agent has called a tool in the run; otherwise the agent could never answer.
     */
    public @Nullable String toolChoice() {
        return toolChoice;
    }

    /**
     * The reasoning effort in the provider's terms, such as {@code low}, {@code medium}, {@code high}; null if it is
     * not set.
     */
    public @Nullable String reasoningEffort() {
        return reasoningEffort;
    }

    /** How detailed the summaries of the reasoning are; null if it is not set. */
    public @Nullable ReasoningSummary reasoningSummary() {
        return reasoningSummary;
    }

    /** The length of answers; null if it is not set. */
    public @Nullable Verbosity verbosity() {
        return verbosity;
    }

    /** What happens to a conversation that is too long; null if it is not set. */
    public @Nullable Truncation truncation() {
        return truncation;
    }

    /** Whether the provider stores its answers; null if it is not set. */
    public @Nullable Boolean store() {
        return store;
    }

    /** Returns whether usage is requested from providers that report it only on request. */
    public boolean includeUsage() {
        return includeUsage;
    }

    /** The metadata that the provider stores with each request; may be empty. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /**
     * Headers of each model request. They are not sent to an address or provider that a client chose. They may be
     * secret.
     */
    public Map<String, String> headers() {
        return headers;
    }

    /** Fields that are merged into the request's body last, unchanged. */
    public Map<String, Object> extraArguments() {
        return extraArguments;
    }

    /** Returns a copy that does not force the model to call a tool. The choices {@code auto} and {@code none} stay. */
    ModelSettings withoutForcedTool() {
        Builder builder = toBuilder();
        builder.toolChoice = toolChoice != null && UNFORCED_CHOICES.contains(toolChoice) ? toolChoice : null;
        builder.extraArguments
                .keySet()
                .retainAll(withoutForcedTool(extraArguments).keySet());
        return builder.build();
    }

    /**
     * Returns a copy for another model of the same provider, without the settings that some model families refuse:
     * effort, summary and verbosity.
     */
    ModelSettings forOtherModel() {
        Builder other = toBuilder();
        other.reasoningEffort = null;
        other.reasoningSummary = null;
        other.verbosity = null;
        return other.build();
    }

    /**
     * Returns a copy for a model of another provider, as {@link #forOtherModel} does, and without headers, which may be
     * secrets, metadata and extra arguments.
     */
    ModelSettings forOtherProvider() {
        Builder other = forOtherModel().toBuilder();
        other.headers.clear();
        other.metadata.clear();
        other.extraArguments.clear();
        return other.build();
    }

    /**
     * Returns the settings for an auxiliary request, such as naming the chat: only those that do not shape the answer.
     */
    public ModelSettings forAuxiliaryRequest() {
        Builder other = new Builder();
        other.store = store;
        other.includeUsage = includeUsage;
        other.metadata.putAll(metadata);
        other.headers.putAll(headers);
        return other.build();
    }

    /** Returns the extra arguments without a {@code tool_choice} that forces the model to call a tool. */
    static Map<String, Object> withoutForcedTool(Map<String, Object> extraArguments) {
        @Nullable Object choice = extraArguments.get(TOOL_CHOICE);
        if (choice == null || (choice instanceof String choiceText && UNFORCED_CHOICES.contains(choiceText))) {
            return extraArguments;
        }
        Map<String, Object> remaining = new LinkedHashMap<>(extraArguments);
        remaining.remove(TOOL_CHOICE);
        return remaining;
    }

    /** Builds settings. Not thread-safe. */
    public static final class Builder {

        private @Nullable Double temperature;
        private @Nullable Double topP;
        private @Nullable Integer maxOutputTokens;
        private @Nullable Boolean parallelToolCalls;
        private @Nullable String toolChoice;
        private @Nullable String reasoningEffort;
        private @Nullable ReasoningSummary reasoningSummary;
        private @Nullable Verbosity verbosity;
        private @Nullable Truncation truncation;
        private @Nullable Boolean store;
        private boolean includeUsage = true;
        private final Map<String, String> metadata = new LinkedHashMap<>();
        private final Map<String, String> headers = new LinkedHashMap<>();
        private final Map<String, Object> extraArguments = new LinkedHashMap<>();

        private Builder() {}

        /** Sets the sampling temperature, 0 to 2. */
        public Builder temperature(double value) {
            temperature = within("temperature", value, 0, 2);
            return this;
        }

        /** Sets the share of the likeliest tokens to sample from, 0 to 1. */
        public Builder topP(double value) {
            topP = within("topP", value, 0, 1);
            return this;
        }

        /** Sets the maximum number of tokens of an answer, including reasoning; at least 1. */
        public Builder maxOutputTokens(int value) {
            if (value < 1) {
                throw new IllegalArgumentException("maxOutputTokens is " + value + ", but must be at least 1.");
            }
            maxOutputTokens = value;
            return this;
        }

        /** Sets whether one turn may call several tools. */
        public Builder parallelToolCalls(boolean value) {
            parallelToolCalls = value;
            return this;
        }

        /**
         * Sets the tool choice: {@code auto}, {@code required}, {@code none} or a tool's name. See
         * {@link ModelSettings#toolChoice}.
         */
        public Builder toolChoice(String value) {
            toolChoice = value;
            return this;
        }

        /** Sets the reasoning effort, in the provider's terms. */
        public Builder reasoningEffort(String value) {
            reasoningEffort = value;
            return this;
        }

        /** Sets how detailed the summaries of the reasoning are. Only OpenAI's Responses API supports it. */
        public Builder reasoningSummary(ReasoningSummary value) {
            reasoningSummary = value;
            return this;
        }

        /** Sets the length of answers. OpenAI's APIs and compatible ones support it. */
        public Builder verbosity(Verbosity value) {
            verbosity = value;
            return this;
        }

        /** Sets what happens to a conversation that is too long. Only OpenAI's Responses API supports it. */
        public Builder truncation(Truncation value) {
            truncation = value;
            return this;
        }

        /**
         * Sets whether the provider stores its answers. OpenAI's APIs and compatible ones support it. If it does not
         * store them, reasoning is sent back to the provider encrypted, and a generated image with its bytes.
         */
        public Builder store(boolean value) {
            store = value;
            return this;
        }

        /** Sets whether usage is requested from providers that report it only on request. The default is true. */
        public Builder includeUsage(boolean value) {
            includeUsage = value;
            return this;
        }

        /** Adds metadata that the provider stores with each request. OpenAI's APIs and compatible ones support it. */
        public Builder metadata(String name, String value) {
            metadata.put(name, value);
            return this;
        }

        /**
         * Adds a header to each model request, but not to uploads of files. The value may be a secret: it does not
         * appear in responses, logs or errors. It is not sent to an address or provider that a client chose in
         * {@code client_config}. A header of the same name that a client sends overrides it, and a client's key
         * overrides a header that holds a key.
         *
         * @throws IllegalArgumentException if the name or the value is not valid, or the service writes it itself
         */
        public Builder header(String name, String value) {
            if (!HeaderRules.isName(name)) {
                throw new IllegalArgumentException(
                        "\"" + name + "\" is not a valid header name: it must be 1 to 128 letters, digits and"
                                + " characters of !#$%&'*+-.^_`|~.");
            }
            if (HeaderRules.isReserved(name)) {
                throw new IllegalArgumentException(
                        "The header " + name + " can't be set, because the service writes it itself.");
            }
            if (!HeaderRules.isValue(value)) {
                // The value may be a secret, so the message does not contain it.
                throw new IllegalArgumentException("The value of the header " + name
                        + " is not valid: it must be at most 4,096 visible ASCII characters.");
            }
            headers.keySet().removeIf(name::equalsIgnoreCase);
            headers.put(name, value);
            return this;
        }

        /** Adds a field to the request's body, unchanged. It overrides every other setting. */
        public Builder extraArgument(String name, Object value) {
            extraArguments.put(name, value);
            return this;
        }

        /** Returns the settings. The builder can be used again. */
        public ModelSettings build() {
            return new ModelSettings(this);
        }

        private static double within(String name, double value, double min, double max) {
            // Written so that NaN is refused.
            if (!(value >= min && value <= max)) {
                throw new IllegalArgumentException(
                        name + " is " + value + ", but must be between " + min + " and " + max + ".");
            }
            return value;
        }
    }
}
