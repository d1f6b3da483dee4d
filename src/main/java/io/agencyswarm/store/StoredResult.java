package io.agencyswarm.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.json.Json;
import io.agencyswarm.usage.UsageTotals;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of a run, without its items.
 *
 * @param status one for which {@link RunStatus#isEnded} is true
 * @param response the answer: text or an object; JSON's null if there is none
 * @param error the error that ended the run, as clients get it; null if there was none
 * @param errorCode the stable name of the error; null if there is none
 * @param fileIds the provider's ids of the attached files, by the names that the client gave
 * @param chatName a short title, which the thread gets too; null for none
 * @param lastEventId the number of the run's last frame
 */
public record StoredResult(
        RunStatus status,
        JsonNode response,
        UsageTotals usage,
        @Nullable String error,
        @Nullable String errorCode,
        Map<String, String> fileIds,
        @Nullable String chatName,
        long lastEventId) {

    /** Copies the map. */
    public StoredResult {
        fileIds = Map.copyOf(fileIds);
    }

    /** Returns the bytes of the answer, as they count against the caller's limit. */
    public long bytes() {
        return response.isNull() || response.asText("-").isEmpty() ? 0 : Json.bytes(response).length;
    }

    /** Returns a copy without the answer, for lists and for an answer that exceeds the limit. */
    public StoredResult withoutResponse() {
        return new StoredResult(
                status, NullNode.getInstance(), usage, error, errorCode, fileIds, chatName, lastEventId);
    }

    /** Returns the result of a run that another one has cancelled while it waited for its thread. */
    public static StoredResult cancelled() {
        return withoutAnswer(RunStatus.CANCELLED, null, null, 0);
    }

    /**
     * Returns the result of a run whose process stopped.
     *
     * @param lastEventId the last frame of the last turn whose items are stored
     */
    public static StoredResult processEnded(long lastEventId) {
        return withoutAnswer(
                RunStatus.FAILED,
                ErrorCode.INTERNAL,
                "The process that ran it stopped before the run ended.",
                lastEventId);
    }

    /** Returns the result of a run that waited, and whose items then exceeded a limit. */
    public static StoredResult full(AdmissionResult.Full full) {
        return withoutAnswer(RunStatus.FAILED, full.code(), full.message(), 0);
    }

    private static StoredResult withoutAnswer(
            RunStatus status, @Nullable ErrorCode code, @Nullable String error, long lastEventId) {
        return new StoredResult(
                status,
                NullNode.getInstance(),
                UsageTotals.NONE,
                error,
                code == null ? null : code.name(),
                Map.of(),
                null,
                lastEventId);
    }
}
