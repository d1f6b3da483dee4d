package io.agencyswarm.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.usage.UsageTotals;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended, beside its items.
 *
 * @param status one that is over
 * @param response the answer: text or an object
 * @param error what ended it before its end, as clients are told it; null where nothing did
 * @param errorCode the stable name of the error, null where there is none
 * @param fileIds the provider's ids of what was attached, by the names that the client gave
 * @param chatName a short title, which the thread gets too; null for none
 * @param lastEventId the last frame of the run
 */
public record RunEnding(
        RunStatus status,
        JsonNode response,
        UsageTotals usage,
        @Nullable String error,
        @Nullable String errorCode,
        Map<String, String> fileIds,
        @Nullable String chatName,
        long lastEventId) {

    /** Copies the map. */
    public RunEnding {
        fileIds = Map.copyOf(fileIds);
    }
}
