package io.agencyswarm.model.offline;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.item.Json;
import java.util.List;
import java.util.Optional;

/**
 * Where a conversation stands: what the model is to answer, and how far it has come with that.
 *
 * @param message the last message of the user
 * @param turn the turns with calls that the model took since, which is the index of the step to play; calls side by
 *     side are one turn
 */
public record Cue(String message, int turn) {

    /** Reads a conversation; empty if the user said nothing. */
    public static Optional<Cue> of(List<Item> conversation) {
        String message = null;
        int turn = 0;
        boolean calling = false;
        for (Item item : conversation) {
            switch (item) {
                case Item.Message said -> {
                    calling = false;
                    if (said.role().equals("user")) {
                        message = said.text();
                        turn = 0;
                    }
                }
                case Item.FunctionCall _ -> {
                    turn += calling ? 0 : 1;
                    calling = true;
                }
                case Item.Reasoning _ -> {
                    // May stand between the calls of one turn.
                }
                case Item.FunctionCallOutput _, Item.Other _ -> calling = false;
            }
        }
        return message == null ? Optional.empty() : Optional.of(new Cue(message, turn));
    }

    /** The text of the last output of a tool in a conversation. */
    static Optional<String> lastOutput(List<Item> conversation) {
        return conversation.reversed().stream()
                .filter(Item.FunctionCallOutput.class::isInstance)
                .findFirst()
                .map(output -> text(output.json().path("output")));
    }

    private static String text(JsonNode output) {
        if (output.isTextual()) {
            return output.textValue();
        }
        StringBuilder text = new StringBuilder();
        output.forEach(part -> text.append(part.path("text").asText("")));
        return text.isEmpty() && !output.isArray() ? Json.text(output) : text.toString();
    }
}
