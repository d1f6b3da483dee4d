package io.agencyswarm.model;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a model is to answer. What is null is left to the provider.
 *
 * @param temperature 0 to 2
 * @param topP 0 to 1
 * @param maxOutputTokens reasoning included
 * @param parallelToolCalls whether one turn may call several tools
 * @param toolChoice {@code auto}, {@code required}, {@code none} or a tool's name. One that forces a tool is sent until
 *     the agent has called a tool in the run, because the agent could never answer otherwise
 * @param reasoningEffort such as {@code low}, {@code medium}, {@code high}
 * @param includeUsage whether providers that tell usage only when asked are asked
 * @param extraArguments merged into the request's body last, as they are
 */
public record ModelSettings(
        @Nullable Double temperature,
        @Nullable Double topP,
        @Nullable Integer maxOutputTokens,
        @Nullable Boolean parallelToolCalls,
        @Nullable String toolChoice,
        @Nullable String reasoningEffort,
        boolean includeUsage,
        Map<String, Object> extraArguments) {

    private static final String TOOL_CHOICE = "tool_choice";
    private static final Set<String> FREE = Set.of("auto", "none");

    /** Everything left to the provider, usage included. */
    public static final ModelSettings DEFAULTS = new ModelSettings(null, null, null, null, null, null, true, Map.of());

    /** Copies the map; refuses figures that no provider takes. */
    public ModelSettings {
        extraArguments = Map.copyOf(extraArguments);
        within("temperature", temperature, 0, 2);
        within("topP", topP, 0, 1);
        within("maxOutputTokens", maxOutputTokens, 1, Integer.MAX_VALUE);
    }

    /** The same settings with this temperature, 0 to 2. */
    public ModelSettings withTemperature(double value) {
        return new ModelSettings(
                value,
                topP,
                maxOutputTokens,
                parallelToolCalls,
                toolChoice,
                reasoningEffort,
                includeUsage,
                extraArguments);
    }

    /** The same settings with this nucleus, 0 to 1. */
    public ModelSettings withTopP(double value) {
        return new ModelSettings(
                temperature,
                value,
                maxOutputTokens,
                parallelToolCalls,
                toolChoice,
                reasoningEffort,
                includeUsage,
                extraArguments);
    }

    /** The same settings with this bound on the answer, in tokens. */
    public ModelSettings withMaxOutputTokens(int value) {
        return new ModelSettings(
                temperature, topP, value, parallelToolCalls, toolChoice, reasoningEffort, includeUsage, extraArguments);
    }

    /** The same settings, with or without several calls in one turn. */
    public ModelSettings withParallelToolCalls(boolean value) {
        return new ModelSettings(
                temperature, topP, maxOutputTokens, value, toolChoice, reasoningEffort, includeUsage, extraArguments);
    }

    /** The same settings with {@code auto}, {@code required}, {@code none} or a tool's name. */
    public ModelSettings withToolChoice(String value) {
        return new ModelSettings(
                temperature,
                topP,
                maxOutputTokens,
                parallelToolCalls,
                value,
                reasoningEffort,
                includeUsage,
                extraArguments);
    }

    /** The same settings with this effort of reasoning, in the provider's words. */
    public ModelSettings withReasoningEffort(String value) {
        return new ModelSettings(
                temperature, topP, maxOutputTokens, parallelToolCalls, toolChoice, value, includeUsage, extraArguments);
    }

    /** The same settings, with or without asking for usage. */
    public ModelSettings withIncludeUsage(boolean value) {
        return new ModelSettings(
                temperature,
                topP,
                maxOutputTokens,
                parallelToolCalls,
                toolChoice,
                reasoningEffort,
                value,
                extraArguments);
    }

    /** The same settings with one more field of the request's body; it wins over every other setting. */
    public ModelSettings withExtraArgument(String name, Object value) {
        Map<String, Object> more = new HashMap<>(extraArguments);
        more.put(name, value);
        return new ModelSettings(
                temperature, topP, maxOutputTokens, parallelToolCalls, toolChoice, reasoningEffort, includeUsage, more);
    }

    /** The same settings, where the model is free to call no tool: {@code auto} and {@code none} stay. */
    ModelSettings withoutForcedTool() {
        return new ModelSettings(
                temperature,
                topP,
                maxOutputTokens,
                parallelToolCalls,
                toolChoice != null && FREE.contains(toolChoice) ? toolChoice : null,
                reasoningEffort,
                includeUsage,
                withoutForcedTool(extraArguments));
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

    private static void within(String name, @Nullable Number value, double least, double most) {
        if (value != null && !(value.doubleValue() >= least && value.doubleValue() <= most)) {
            throw new IllegalArgumentException(
                    name + " is " + value + ", but must be between " + least + " and " + most + ".");
        }
    }
}
