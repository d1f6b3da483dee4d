package io.agencyswarm.ask;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.item.Json;
import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.tool.OutputType;
import io.agencyswarm.usage.UsageTotals;
import java.util.List;

/**
 * What an agency answered.
 *
 * @param response a text, or JSON where the agent has an output type
 * @param newMessages all that was said, the question first; {@link Question#after} takes it
 * @param usage the model requests of the run, their tokens and, where the prices are known, their cost
 */
public record Answer(String runId, JsonNode response, List<ThreadItem> newMessages, UsageTotals usage) {

    /** Copies the list. */
    public Answer {
        newMessages = List.copyOf(newMessages);
    }

    /** The answer as a text; JSON is written as text. */
    public String text() {
        return response.isTextual() ? response.textValue() : Json.text(response);
    }

    /**
     * The answer of an agent that has this output type.
     *
     * @throws IllegalArgumentException if the answer is not of this type
     */
    @SuppressWarnings("unchecked") // Jackson makes an object of the type that it is told.
    public <T> T as(Class<T> type) {
        return (T) OutputType.value(response, type);
    }

    /** As {@link #as(Class)}, for types with type arguments: {@code new TypeReference<List<Offer>>() {}}. */
    @SuppressWarnings("unchecked") // As above.
    public <T> T as(TypeReference<T> type) {
        return (T) OutputType.value(response, type.getType());
    }
}
