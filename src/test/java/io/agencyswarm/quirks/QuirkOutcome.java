package io.agencyswarm.quirks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says, in one form for all endpoints.
 *
 * @param response null in JSON where there is none
 * @param error null where the run did not fail
 * @param items {@code new_messages}; null where there are none, as in a failed plain answer and in AG-UI
 * @param runItems the names of a stream's run item events
 * @param raws the model's events of a stream
 * @param shown what AG-UI shows; null elsewhere
 * @param faults what is wrong with the answer's form
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
     * What a client of AG-UI sees.
     *
     * @param text the assistant's text in the last snapshot; null where there is no snapshot
     * @param streamed the same, as it was streamed
     */
    record Shown(@Nullable String text, String streamed, List<RanCall> calls) {}

    /** An answer that is nothing but its faults. */
    static QuirkOutcome faulty(QuirkFault... faults) {
        return new QuirkOutcome(JsonText.none(), null, null, List.of(), List.of(), null, List.of(faults));
    }

    /** All that was said. */
    List<QuirkEntry> entries() {
        return items == null ? List.of() : ItemReader.entries(items);
    }

    /** What the assistant said after the last thing that was not the assistant's. */
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
