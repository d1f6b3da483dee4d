package io.agencyswarm.ask;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.json.Json;
import io.agencyswarm.tool.schema.OutputType;
import io.agencyswarm.usage.UsageTotals;
import java.util.List;

/**
 * The answer of an agency.
 *
 * @param response text, or JSON if the agent has an output type
 * @param newMessages all messages of the run, the question first; pass them to {@link Question#after}
 * @param usage the model requests of the run, their tokens and, if the prices are known, their cost
 */
public record Answer(String runId, JsonNode response, List<ThreadItem> newMessages, UsageTotals usage) {

    /** Copies the list. */
    public Answer {
        newMessages = List.copyOf(newMessages);
    }

    /** Returns the answer as text. JSON is serialized. */
    public String text() {
        return response.isTextual() ? response.textValue() : Json.text(response);
    }

    /**
     * Converts the answer of an agent that has this output type.
     *
     * @throws IllegalArgumentException if the answer is not of this type
     */
    @SuppressWarnings("unchecked") // Jackson returns an object of the given type.
    public <T> T as(Class<T> type) {
        return (T) OutputType.value(response, type);
    }

    /**
     * Converts the answer of an agent whose output type has type arguments:
     * {@code new TypeReference<List<Offer>>() {}}.
     *
     * @throws IllegalArgumentException if the answer is not of this type
     */
    @SuppressWarnings("unchecked") // Jackson returns an object of the given type.
    public <T> T as(TypeReference<T> type) {
        return (T) OutputType.value(response, type.getType());
    }
}
