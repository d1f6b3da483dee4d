package io.agencyswarm.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.item.Json;
import io.agencyswarm.usage.UsageTotals;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended, beside its items.
 *
 * @param status one that is over
 * @param response the answer: text or an object; JSON's null where there is none
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

    /** The bytes of the answer, as they count against what the caller may hold. */
    public long bytes() {
        return response.isNull() || response.asText("-").isEmpty() ? 0 : Json.bytes(response).length;
    }

    /** As it is in lists, and where the answer does not fit. */
    public RunEnding withoutResponse() {
        return new RunEnding(status, NullNode.getInstance(), usage, error, errorCode, fileIds, chatName, lastEventId);
    }

    /** How a run ends that another one has cancelled while it waited for its thread. */
    public static RunEnding cancelled() {
        return withoutAnswer(RunStatus.CANCELLED, null, null, 0);
    }

    /**
     * How a run ends whose process died.
     *
     * @param lastEventId the last frame of the last turn whose items are kept
     */
    public static RunEnding processEnded(long lastEventId) {
        return withoutAnswer(
                RunStatus.FAILED,
                ErrorCode.INTERNAL,
                "The process that ran it ended before the run was over.",
                lastEventId);
    }

    /** How a run ends that has waited for a thread to which its items can't be added. */
    public static RunEnding threadFull(long mostBytes) {
        return withoutAnswer(
                RunStatus.FAILED, ErrorCode.TOO_LARGE, new AdmissionResult.ThreadFull(mostBytes).message(), 0);
    }

    /** How a run ends that has waited for a thread, and whose caller holds too much by now. */
    public static RunEnding callerFull(long mostBytes) {
        return withoutAnswer(
                RunStatus.FAILED, ErrorCode.TOO_MANY, new AdmissionResult.CallerFull(mostBytes).message(), 0);
    }

    private static RunEnding withoutAnswer(
            RunStatus status, @Nullable ErrorCode code, @Nullable String error, long lastEventId) {
        return new RunEnding(
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
