package io.agencyswarm.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.usage.UsageTotals;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended.
 *
 * @param response the answer: text, or an object where the agent has an output type; empty text where the run failed or
 *     was cancelled
 * @param newMessages all that was said, whole items only, delegated runs before the calls that started them;
 *     well-formed, with growing timestamps
 * @param cancelled whether the run was cancelled before its end
 * @param error what ended the run before its end, null where nothing did
 * @param fileIds the provider's ids of what was attached, by the names that the client gave
 * @param chatName a short title for the conversation, null where none was asked for or none could be had
 * @param storeError why what was to be kept of the run is not, null where it is
 */
public record RunResult(
        String runId,
        JsonNode response,
        List<ThreadItem> newMessages,
        UsageTotals usage,
        boolean cancelled,
        @Nullable AgencyException error,
        Map<String, String> fileIds,
        @Nullable String chatName,
        @Nullable String storeError) {

    /** Copies the collections. */
    public RunResult {
        newMessages = List.copyOf(newMessages);
        fileIds = Collections.unmodifiableMap(new LinkedHashMap<>(fileIds));
    }

    /** A run of which nothing is known but why it failed. */
    static RunResult failed(String runId, AgencyException error) {
        return new RunResult(
                runId, TextNode.valueOf(""), List.of(), UsageTotals.NONE, false, error, Map.of(), null, null);
    }

    /** The same, with why it was not kept. */
    RunResult withStoreError(@Nullable String why) {
        return new RunResult(runId, response, newMessages, usage, cancelled, error, fileIds, chatName, why);
    }

    /** What ended the run before its end. */
    public Optional<AgencyException> failure() {
        return Optional.ofNullable(error);
    }
}
