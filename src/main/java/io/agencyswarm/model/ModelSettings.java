package io.agencyswarm.model;

import io.agencyswarm.net.HeaderRules;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a model is to answer. What is not set is left to the provider, but for a few defaults of the original framework
 * that go to servers of OpenAI's Responses API. Immutable.
 */
public final class ModelSettings {

    /** Nothing set; usage is asked for. */
    public static final ModelSettings DEFAULTS = builder().build();

    private static final String TOOL_CHOICE = "tool_choice";
    private static final Set<String> FREE = Set.of("auto", "none");

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

    /** How long an answer is to be. */
    public enum Verbosity {
        LOW,
        MEDIUM,
        HIGH
    }

    /** How much of its reasoning a model is to tell in summaries. */
    public enum ReasoningSummary {
        /** As much as the model can. */
        AUTO,
        CONCISE,
        DETAILED
    }

    /** What becomes of a conversation that is too long for the model. */
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

    /** In the order in which they were set, which is theirs in requests too. */
    private static <V> Map<String, V> copy(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** Begins settings with nothing set. */
    public static Builder builder() {
        return new Builder();
    }

    /** Begins settings with these. */
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

    /** 0 to 2; null if it is not set. */
    public @Nullable Double temperature() {
        return temperature;
    }

    /** 0 to 1; null if it is not set. */
    public @Nullable Double topP() {
        return topP;
    }

    /** The most tokens of an answer, reasoning included; null if there is no such limit. */
    public @Nullable Integer maxOutputTokens() {
        return maxOutputTokens;
    }

    /** Whether one turn may call several tools; null if it is not set. */
    public @Nullable Boolean parallelToolCalls() {
        return parallelToolCalls;
    }

    /**
     * {@code auto}, {@code required}, {@code none} or a tool's name; null if it is not set. One that forces a tool is
     * sent until the agent has called a tool in the run, because the agent could never answer otherwise.
     */
    public @Nullable String toolChoice() {
        return toolChoice;
    }

    /** In the provider's words, such as {@code low}, {@code medium}, {@code high}; null if it is not set. */
    public @Nullable String reasoningEffort() {
        return reasoningEffort;
    }

    /** What is told of the reasoning; null if it is not set. */
    public @Nullable ReasoningSummary reasoningSummary() {
        return reasoningSummary;
    }

    /** How long answers are to be; null if it is not set. */
    public @Nullable Verbosity verbosity() {
        return verbosity;
    }

    /** What becomes of a conversation that is too long; null if it is not set. */
    public @Nullable Truncation truncation() {
        return truncation;
    }

    /** Whether the provider keeps its answers; null if it is not set. */
    public @Nullable Boolean store() {
        return store;
    }

    /** Whether providers that tell usage only when asked are asked. */
    public boolean includeUsage() {
        return includeUsage;
    }

    /** What the provider notes with each request; may be empty. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** Sent with each model request, but not to an address or provider that a client chose. They may be secret. */
    public Map<String, String> headers() {
        return headers;
    }

    /** Merged into the request's body last, as they are. */
    public Map<String, Object> extraArguments() {
        return extraArguments;
    }

    /** The same settings, where the model is free to call no tool: {@code auto} and {@code none} stay. */
    ModelSettings withoutForcedTool() {
        Builder free = toBuilder();
        free.toolChoice = toolChoice != null && FREE.contains(toolChoice) ? toolChoice : null;
        free.extraArguments.keySet().retainAll(withoutForcedTool(extraArguments).keySet());
        return free.build();
    }

    /**
     * The same settings for a model other than the one they were made for, without what one family of models takes and
     * another refuses: effort, summary and verbosity.
     *
     * @param isElsewhere whether another provider serves the model: then neither headers, which may be secrets, nor what
     *     else is said to the one provider go along
     */
    ModelSettings forOtherModel(boolean isElsewhere) {
        Builder other = toBuilder();
        other.reasoningEffort = null;
        other.reasoningSummary = null;
        other.verbosity = null;
        if (isElsewhere) {
            other.headers.clear();
            other.metadata.clear();
            other.extraArguments.clear();
        }
        return other.build();
    }

    /** For a request that asks for something else than the agent's answer: what holds for all its requests. */
    public ModelSettings forOtherTask() {
        Builder other = new Builder();
        other.store = store;
        other.includeUsage = includeUsage;
        other.metadata.putAll(metadata);
        other.headers.putAll(headers);
        return other.build();
    }

    /** A request's further fields, without one that forces the model to call a tool. */
    static Map<String, Object> withoutForcedTool(Map<String, Object> extraArguments) {
        @Nullable Object choice = extraArguments.get(TOOL_CHOICE);
        if (choice == null || (choice instanceof String word && FREE.contains(word))) {
            return extraArguments;
        }
        Map<String, Object> rest = new LinkedHashMap<>(extraArguments);
        rest.remove(TOOL_CHOICE);
        return rest;
    }

    /** Collects settings. Not safe for several threads. */
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

        /** How much answers may differ from each other, 0 to 2. */
        public Builder temperature(double value) {
            temperature = within("temperature", value, 0, 2);
            return this;
        }

        /** The share of the likeliest tokens that are chosen from, 0 to 1. */
        public Builder topP(double value) {
            topP = within("topP", value, 0, 1);
            return this;
        }

        /** The most tokens of an answer, reasoning included; at least 1. */
        public Builder maxOutputTokens(int value) {
            maxOutputTokens = within("maxOutputTokens", value, 1, Integer.MAX_VALUE);
            return this;
        }

        /** Whether one turn may call several tools. */
        public Builder parallelToolCalls(boolean value) {
            parallelToolCalls = value;
            return this;
        }

        /** {@code auto}, {@code required}, {@code none} or a tool's name; see {@link ModelSettings#toolChoice}. */
        public Builder toolChoice(String value) {
            toolChoice = value;
            return this;
        }

        /** How much the model is to reason, in the provider's words. */
        public Builder reasoningEffort(String value) {
            reasoningEffort = value;
            return this;
        }

        /** How much of its reasoning the model is to tell; OpenAI's Responses API alone takes it. */
        public Builder reasoningSummary(ReasoningSummary value) {
            reasoningSummary = value;
            return this;
        }

        /** How long answers are to be; OpenAI's APIs and those like them take it. */
        public Builder verbosity(Verbosity value) {
            verbosity = value;
            return this;
        }

        /** What becomes of a conversation that is too long; OpenAI's Responses API alone takes it. */
        public Builder truncation(Truncation value) {
            truncation = value;
            return this;
        }

        /**
         * Whether the provider keeps its answers; OpenAI's APIs and those like them take it. Where it does not, reasoning
         * goes back to the provider encrypted, and a generated picture with its bytes.
         */
        public Builder store(boolean value) {
            store = value;
            return this;
        }

        /** Whether providers that tell usage only when asked are asked; they are by default. */
        public Builder includeUsage(boolean value) {
            includeUsage = value;
            return this;
        }

        /** Something that the provider notes with each request; OpenAI's APIs and those like them take it. */
        public Builder metadata(String name, String value) {
            metadata.put(name, value);
            return this;
        }

        /**
         * A header of each model request; files are uploaded without it. It may be a secret: no client, log or error
         * tells it. It is not sent to an address or provider that a client chose in {@code client_config}. A header of
         * the same name that a client sends wins, and so does a client's key over a header that holds one.
         *
         * @throws IllegalArgumentException if the name or the value is not valid, or the service writes it itself
         */
        public Builder header(String name, String value) {
            if (!HeaderRules.isName(name)) {
                throw new IllegalArgumentException(
                        "\"" + name + "\" is not a valid name of a header: it must be of 1 to"
                                + " 128 letters, digits and the marks !#$%&'*+-.^_`|~.");
            }
            if (HeaderRules.isReserved(name)) {
                throw new IllegalArgumentException(
                        "The header " + name + " can't be set, because the service writes it itself.");
            }
            if (!HeaderRules.isValue(value)) {
                // The value may be a secret, so it is not told.
                throw new IllegalArgumentException("The value of the header " + name
                        + " is not valid: it must be of visible ASCII characters, at most 4,096.");
            }
            headers.keySet().removeIf(name::equalsIgnoreCase);
            headers.put(name, value);
            return this;
        }

        /** One more field of the request's body, as it is; it wins over every other setting. */
        public Builder extraArgument(String name, Object value) {
            extraArguments.put(name, value);
            return this;
        }

        /** The settings; the builder may be used on. */
        public ModelSettings build() {
            return new ModelSettings(this);
        }

        private static <N extends Number> N within(String name, N value, double least, double most) {
            if (!(value.doubleValue() >= least && value.doubleValue() <= most)) {
                throw new IllegalArgumentException(
                        name + " is " + value + ", but must be between " + least + " and " + most + ".");
            }
            return value;
        }
    }
}
