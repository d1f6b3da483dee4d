package io.agencyswarm.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.http.answer.AnswerBody;
import io.agencyswarm.http.frame.UsageBody;
import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.store.RunOutcome;
import io.agencyswarm.store.RunStatus;
import io.agencyswarm.store.StoredRun;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A stored run as clients see it. */
@Schema(
        name = "Run",
        requiredProperties = {"run_id", "agency", "status", "created_at", "cancelled", "last_event_id"})
record RunBody(
        @JsonProperty("run_id") String runId,
        String agency,

        @JsonProperty("thread_id") @Nullable String threadId,

        @Schema(enumeration = {"queued", "running", "completed", "failed", "cancelled"})
        String status,

        @Schema(description = "Milliseconds since the epoch.") @JsonProperty("created_at")
        long createdAt,

        @JsonProperty("started_at") @Nullable Long startedAt,

        @JsonProperty("ended_at") @Nullable Long endedAt,

        @Schema(
                description =
                        "The agent's answer: text, or an object if the agent has an output type;" + " null in lists.",
                implementation = Object.class,
                oneOf = {String.class, ObjectNode.class},
                nullable = true)
        @Nullable
        JsonNode response,

        @Schema(description = "The messages of the completed turns; not in lists.")
        @JsonProperty("new_messages")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        List<ObjectNode> newMessages,

        @Nullable UsageBody usage,
        boolean cancelled,
        @Nullable String error,

        @Schema(description = "The last frame of the last turn in new_messages; follow the stream from here.")
        @JsonProperty("last_event_id")
        long lastEventId,

        @JsonProperty("file_ids_map") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        Map<String, String> fileIdsMap,

        @JsonProperty("chat_name") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        String chatName)
        implements AnswerBody {

    /**
     * Returns the body of a run.
     *
     * @param items the run's items, null for an entry of a list
     */
    static RunBody of(StoredRun run, @Nullable List<ThreadItem> items) {
        Optional<RunOutcome> ending = Optional.ofNullable(run.outcome());
        return new RunBody(
                run.runId(),
                run.agency(),
                run.thread() == null ? null : run.thread().threadId(),
                run.status().wireName(),
                run.createdAt(),
                run.startedAt(),
                run.endedAt(),
                ending.map(RunOutcome::response).orElse(null),
                items == null ? null : items.stream().map(ThreadItem::toJson).toList(),
                ending.map(RunOutcome::usage).map(UsageBody::of).orElse(null),
                run.status() == RunStatus.CANCELLED,
                ending.map(RunOutcome::error).orElse(null),
                ending.map(RunOutcome::lastEventId).orElse(run.lastEventId()),
                ending.map(RunOutcome::fileIds).orElse(Map.of()),
                ending.map(RunOutcome::chatName).orElse(null));
    }
}
