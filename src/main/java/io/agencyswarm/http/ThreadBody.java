package io.agencyswarm.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.http.response.JsonResponseBody;
import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.store.StoredThread;
import io.agencyswarm.store.ThreadRepository;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stored thread as clients see it. */
@RegisterForReflection(registerFullHierarchy = true)
record ThreadBody(
        @JsonProperty("thread_id") String threadId,

        String title,

        @JsonProperty("created_at") long createdAt,

        @JsonProperty("updated_at") long updatedAt,
        @JsonProperty("item_count") int itemCount,

        @JsonProperty("run_id") @Nullable String runId,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<ObjectNode> items,

        @JsonProperty("first_item") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        Integer firstItem,

        @JsonProperty("has_more") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        Boolean hasMore)
        implements JsonResponseBody {

    /** Returns an entry of a list. */
    static ThreadBody of(StoredThread thread) {
        return of(thread, null, null);
    }

    /** Returns a thread with some of its items. */
    static ThreadBody of(ThreadRepository.ThreadWithItems thread) {
        return of(
                thread.thread(), thread.items().stream().map(ThreadItem::toJson).toList(), thread.firstItem());
    }

    private static ThreadBody of(StoredThread thread, @Nullable List<ObjectNode> items, @Nullable Integer firstItem) {
        return new ThreadBody(
                thread.key().threadId(),
                thread.title(),
                thread.createdAt(),
                thread.updatedAt(),
                thread.itemCount(),
                thread.liveRunId(),
                items,
                firstItem,
                firstItem == null ? null : firstItem > 1);
    }
}
