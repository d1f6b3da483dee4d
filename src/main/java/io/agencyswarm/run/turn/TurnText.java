package io.agencyswarm.run.turn;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.item.Item;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The text of a model's turn. */
public final class TurnText {

    private TurnText() {}

    /**
     * Returns the text of all messages, one after the other, as it was streamed. If a message is marked as the final
     * answer, those marked as commentary are left out.
     */
    public static String of(List<Item> turn) {
        boolean marked = turn.stream().anyMatch(isIn("final_answer"));
        return turn.stream()
                .filter(item -> !marked || !isIn("commentary").test(item))
                .map(item -> item instanceof Item.Message message ? message.text() : "")
                .collect(Collectors.joining());
    }

    private static Predicate<Item> isIn(String phase) {
        return item -> {
            JsonNode value = item.json().path("phase");
            return item instanceof Item.Message && value.asText().equals(phase);
        };
    }
}
