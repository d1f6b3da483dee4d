package io.agencyswarm.run.turn;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.item.Item;
import io.agencyswarm.model.ModelEventReader;
import io.agencyswarm.text.Excerpt;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks of a model's turn that a limit cut off. */
public final class TruncatedTurn {

    /** The maximum number of tools that a message names. */
    private static final int MAX_NAMES = 3;

    private static final int MAX_NAME_LENGTH = 64;

    private static final String RAISE = "raise the agent's maxOutputTokens (ModelSettings), or ask for less.";

    private TruncatedTurn() {}

    /**
     * Refuses the calls of a turn that was cut off, because their arguments may be incomplete.
     *
     * @param incompleteReason what cut the turn off; null if the model reports that it is complete
     * @throws AgencyException if there are calls and the turn, or one of the calls, was cut off
     */
    public static void refuseCalls(String agent, List<Item> turn, @Nullable String incompleteReason) {
        List<Item.FunctionCall> calls = turn.stream()
                .filter(Item.FunctionCall.class::isInstance)
                .map(Item.FunctionCall.class::cast)
                .toList();
        if (calls.isEmpty() || (incompleteReason == null && calls.stream().noneMatch(TruncatedTurn::isIncomplete))) {
            return;
        }
        String limit = Objects.requireNonNullElse(incompleteReason, ModelEventReader.UNNAMED_LIMIT);
        throw new AgencyException(
                ErrorCode.MODEL_FAILED,
                "Agent " + agent + ": the model's answer was cut off by " + limit + " in the middle of "
                        + (calls.size() == 1 ? "a call of " : "its calls of ") + names(calls)
                        + (calls.size() == 1 ? ", which was not run" : ", none of which was run") + advice(limit));
    }

    /**
     * Refuses an answer that a limit cut off before its first word, which differs from an empty answer.
     *
     * @param incompleteReason as for {@link #refuseCalls}
     * @throws AgencyException if the text is blank and the turn was cut off
     */
    public static void refuseSilence(String agent, String text, @Nullable String incompleteReason) {
        if (incompleteReason != null && text.isBlank()) {
            throw new AgencyException(
                    ErrorCode.MODEL_FAILED,
                    "Agent " + agent + ": the model's answer was cut off by " + incompleteReason
                            + " before it said anything" + advice(incompleteReason));
        }
    }

    /** Returns advice about a limit, as the end of a sentence. */
    static String advice(String limit) {
        return switch (limit) {
            case "max_output_tokens", "max_tokens", "length" -> "; " + RAISE;
            case ModelEventReader.UNNAMED_LIMIT -> "; if it is the limit of output tokens, " + RAISE;
            case "content_filter" -> "; it is the provider's content filter: rephrase the message.";
            default ->
                limit.contains("context")
                        ? "; the conversation is too long for the model: shorten it, or use a model with a larger"
                                + " context window."
                        : ".";
        };
    }

    private static boolean isIncomplete(Item.FunctionCall call) {
        return call.json().path("status").asText().equals("incomplete");
    }

    private static String names(List<Item.FunctionCall> calls) {
        List<String> names = calls.stream().map(TruncatedTurn::name).distinct().toList();
        return names.stream().limit(MAX_NAMES).collect(Collectors.joining(", "))
                + (names.size() > MAX_NAMES ? ", …" : "");
    }

    private static String name(Item.FunctionCall call) {
        String name = call.name();
        return name.isEmpty() ? "a tool without a name" : Excerpt.of(name, MAX_NAME_LENGTH);
    }
}
