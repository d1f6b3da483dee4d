package io.agencyswarm.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.http.frame.UsageBody;
import io.agencyswarm.http.response.JsonResponseBody;
import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.store.RunStatus;
import io.agencyswarm.store.StoredResult;
import io.agencyswarm.store.StoredRun;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A stored run as clients see it. */
@RegisterForReflection(registerFullHierarchy = true)
record RunBody(
        @JsonProperty("run_id") String runId,
        String agency,

        @JsonProperty("thread_id") @Nullable String threadId,

        String status,

        @JsonProperty("created_at") long createdAt,

        @JsonProperty("started_at") @Nullable Long startedAt,

        @JsonProperty("ended_at") @Nullable Long endedAt,

        @Nullable JsonNode response,

        @JsonProperty("new_messages") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        List<ObjectNode> newMessages,

        @Nullable UsageBody usage,
        boolean cancelled,
        @Nullable String error,

        @JsonProperty("last_event_id") long lastEventId,

        @JsonProperty("file_ids_map") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        Map<String, String> fileIdsMap,

        @JsonProperty("chat_name") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        String chatName)
        implements JsonResponseBody {

    /** Returns the body of a run as an entry of a list, without its items. */
    static RunBody of(StoredRun run) {
        return withItems(run, null);
    }

    /** Returns the body of a run with its items. */
    static RunBody of(StoredRun run, List<ThreadItem> items) {
        return withItems(run, items);
    }

    private static RunBody withItems(StoredRun run, @Nullable List<ThreadItem> items) {
        Optional<StoredResult> result = Optional.ofNullable(run.result());
        return new RunBody(
                run.runId(),
                run.agency(),
                run.thread() == null ? null : run.thread().threadId(),
                run.status().wireName(),
                run.createdAt(),
                run.startedAt(),
                run.endedAt(),
                result.map(StoredResult::response).orElse(null),
                items == null ? null : items.stream().map(ThreadItem::toJson).toList(),
                result.map(StoredResult::usage).map(UsageBody::of).orElse(null),
                run.status() == RunStatus.CANCELLED,
                result.map(StoredResult::error).orElse(null),
                result.map(StoredResult::lastEventId).orElse(run.lastEventId()),
                result.map(StoredResult::fileIds).orElse(Map.of()),
                result.map(StoredResult::chatName).orElse(null));
    }
}
