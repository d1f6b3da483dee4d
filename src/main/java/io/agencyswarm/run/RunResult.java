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
import org.jspecify.annotations.Nullable;

/**
 * The result of a run.
 *
 * @param response the answer: text, or an object if the agent has an output type; empty text if the run failed or was
 *     cancelled
 * @param newMessages the complete items of the run, delegated runs before the calls that started them; well-formed,
 *     with increasing timestamps
 * @param cancelled whether the run was cancelled before its end
 * @param failure why the run failed; null if it did not
 * @param fileIds the provider's ids of the attached files, by the names that the client gave
 * @param chatName a short title for the conversation; null if none was requested or the model gave none
 * @param storeError why the run could not be stored; null if it was, or was not to be
 */
public record RunResult(
        String runId,
        JsonNode response,
        List<ThreadItem> newMessages,
        UsageTotals usage,
        boolean cancelled,
        @Nullable AgencyException failure,
        Map<String, String> fileIds,
        @Nullable String chatName,
        @Nullable String storeError) {

    /** Copies the collections. */
    public RunResult {
        newMessages = List.copyOf(newMessages);
        fileIds = Collections.unmodifiableMap(new LinkedHashMap<>(fileIds));
    }

    /** The result of a failed run of which nothing else is known. */
    public static RunResult failed(String runId, AgencyException failure) {
        return new RunResult(
                runId, TextNode.valueOf(""), List.of(), UsageTotals.NONE, false, failure, Map.of(), null, null);
    }

    /** Returns a copy with the reason why it was not stored. */
    public RunResult withStoreError(@Nullable String storeError) {
        return new RunResult(runId, response, newMessages, usage, cancelled, failure, fileIds, chatName, storeError);
    }
}
