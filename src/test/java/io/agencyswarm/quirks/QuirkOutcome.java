package io.agencyswarm.quirks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of an answer, in one form for all endpoints.
 *
 * @param response the response; JSON's null if there is none
 * @param error the error; null if the run did not fail
 * @param items {@code new_messages}; null if there are none, as in a failed plain answer and in AG-UI
 * @param runItems the names of a stream's run item events
 * @param raws the model's events in a stream
 * @param shown the view of an AG-UI client; null for other endpoints
 * @param faults the faults of the answer's form
 */
record QuirkOutcome(
        JsonNode response,
        @Nullable String error,
        @Nullable List<JsonNode> items,
        List<String> runItems,
        List<JsonNode> raws,
        @Nullable Shown shown,
        List<QuirkFault> faults) {

    /**
     * The view of an AG-UI client.
     *
     * @param text the assistant's text in the last snapshot; null if there is no snapshot
     * @param streamed the same text from the deltas
     */
    record Shown(@Nullable String text, String streamed, List<RanCall> calls) {}

    /** Returns an outcome that has only faults. */
    static QuirkOutcome faulty(QuirkFault... faults) {
        return new QuirkOutcome(JsonText.none(), null, null, List.of(), List.of(), null, List.of(faults));
    }

    /** Returns all texts. */
    List<QuirkEntry> entries() {
        return items == null ? List.of() : ItemReader.entries(items);
    }

    /** Returns the assistant's text after the last entry of another role. */
    List<String> lastTurn() {
        List<QuirkEntry> own = entries().stream()
                .filter(entry -> JsonText.isAbsent(entry.item().path("parent_run_id")))
                .toList();
        int last = own.size() - 1;
        while (last >= 0
                && List.of("assistant", "reasoning", "other")
                        .contains(own.get(last).kind())) {
            last--;
        }
        return own.subList(last + 1, own.size()).stream()
                .filter(entry -> entry.is("assistant"))
                .map(QuirkEntry::text)
                .toList();
    }
}
